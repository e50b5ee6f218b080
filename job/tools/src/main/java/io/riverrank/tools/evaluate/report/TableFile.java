package io.riverrank.tools.evaluate.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.tools.evaluate.figures.Table;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a table as TSV, CSV or JSON Lines, by the file's extension. Undefined is empty or null.
 */
public final class TableFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TableFile() {}

  public static void write(Table table, Path file) {
    String name = file.toString();
    try (Writer writer = Files.newBufferedWriter(file)) {
      if (name.endsWith(".jsonl")) {
        for (List<Object> row : table.rows()) {
          writer.write(MAPPER.writeValueAsString(object(table.columns(), row)));
          writer.write('\n');
        }
      } else {
        CSVFormat format =
            name.endsWith(".csv")
                ? CSVFormat.RFC4180
                : CSVFormat.TDF.builder().setRecordSeparator("\n").get();
        CSVPrinter printer = new CSVPrinter(writer, format);
        printer.printRecord(table.columns());
        for (List<Object> row : table.rows()) {
          printer.printRecord(row.stream().map(TableFile::defined).toList());
        }
        printer.flush();
      }
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  private static Map<String, Object> object(List<String> columns, List<Object> row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.get(i);
      object.put(columns.get(i), isUndefined(value) ? null : value);
    }
    return object;
  }

  private static Object defined(Object value) {
    return isUndefined(value) ? "" : value;
  }

  private static boolean isUndefined(Object value) {
    return value instanceof Double number && Double.isNaN(number);
  }
}
