package io.riverrank.tools.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.Unicode;
import io.riverrank.tools.text.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import javax.annotation.Nullable;

/** Reads {@code {"query","document"}} lines; blank lines are passed over. */
final class PairLines implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final BufferedReader reader;
  private long number;

  private PairLines(String name, BufferedReader reader) {
    this.name = name;
    this.reader = reader;
  }

  static PairLines open(String file) {
    return new PairLines(file.equals("-") ? "standard input" : file, TextFiles.reader(file));
  }

  /**
   * @return null at the end
   * @throws UserException for a line that is no pair
   */
  @Nullable
  TextPair next() throws IOException {
    String line = reader.readLine();
    number++;
    while (line != null && line.isBlank()) {
      line = reader.readLine();
      number++;
    }
    return line == null ? null : parse(line);
  }

  private TextPair parse(String line) {
    JsonNode pair;
    try {
      pair = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s, line %d is not JSON: %s".formatted(name, number, e.getOriginalMessage()), e);
    }
    return new TextPair(text(pair, "query"), text(pair, "document"));
  }

  private String text(JsonNode pair, String field) {
    JsonNode value = pair.path(field);
    if (!value.isTextual()) {
      throw new UserException(
          "%s, line %d has no text \"%s\"; each line is {\"query\": \"…\", \"document\": \"…\"}"
              .formatted(name, number, field));
    }
    return Unicode.replaceLoneSurrogates(value.textValue());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
