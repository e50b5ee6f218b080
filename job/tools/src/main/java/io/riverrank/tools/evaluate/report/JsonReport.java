package io.riverrank.tools.evaluate.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.tools.evaluate.figures.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every figure by a flat name; null where it is undefined. */
public final class JsonReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonReport() {}

  public static void write(Evaluation evaluation, Path file) {
    Map<String, Object> all = new LinkedHashMap<>();
    evaluation
        .numbers()
        .forEach((name, value) -> all.put(name, Double.isNaN(value.doubleValue()) ? null : value));
    all.putAll(evaluation.counts());
    all.putAll(evaluation.about());
    all.put("notes", evaluation.notes());
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      Files.writeString(file, MAPPER.writer(printer).writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }
}
