package io.riverrank.tools.evaluate.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riverrank.job.errors.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import javax.annotation.Nullable;

/** JSON objects, one a line; blank lines and a byte order mark are passed over. */
final class JsonLines implements AutoCloseable {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  // NaN as Python's json module writes it, for a score that failed.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final InputFile file;
  private final BufferedReader reader;
  private long number;
  @Nullable private String line;

  JsonLines(InputFile file) {
    this.file = file;
    this.reader = file.reader();
  }

  /**
   * @return null at the end
   * @throws UserException if a line is no JSON object
   */
  @Nullable
  JsonNode next() {
    if (nextLine() == null) {
      return null;
    }
    try {
      JsonNode node = MAPPER.readTree(line);
      if (!node.isObject()) {
        throw error("is not a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw error("is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The next line that isn't blank; null at the end. */
  @Nullable
  String nextLine() {
    try {
      do {
        line = reader.readLine();
        number++;
        if (number == 1 && line != null && line.startsWith(BYTE_ORDER_MARK)) {
          line = line.substring(1);
        }
      } while (line != null && line.isBlank());
      return line;
    } catch (IOException e) {
      throw InputError.reading(file, number, e);
    }
  }

  /** Of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /** About the line that was read last. */
  UserException error(String problem) {
    return InputError.at(file, number, problem);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
