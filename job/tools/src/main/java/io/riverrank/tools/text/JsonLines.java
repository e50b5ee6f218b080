package io.riverrank.tools.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.text.TextLines;
import java.io.IOException;
import java.io.Reader;
import javax.annotation.Nullable;

/** JSON values, one a line; blank lines are passed over. */
public final class JsonLines implements AutoCloseable {

  // NaN as Python's json module writes it, for a score that failed.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final String name;
  private final TextLines lines;

  /**
   * @param name of the file, for errors
   */
  public JsonLines(String name, Reader reader) {
    this.name = name;
    this.lines = new TextLines(reader);
  }

  /**
   * The next object.
   *
   * @return null at the end
   * @throws UserException if a line is no JSON object, or more than one
   */
  @Nullable
  public JsonNode next() {
    JsonNode value = nextValue();
    if (value != null && !value.isObject()) {
      throw error("is not a JSON object");
    }
    return value;
  }

  /**
   * The next value, whatever its kind.
   *
   * @return null at the end
   * @throws UserException if a line is no JSON, or more than one value
   */
  @Nullable
  public JsonNode nextValue() {
    String line = nextLine();
    return line == null ? null : parse(line);
  }

  private JsonNode parse(String line) {
    try (JsonParser parser = MAPPER.createParser(line)) {
      JsonNode value = parser.readValueAsTree();
      if (hasMore(parser)) {
        throw error("has text after its JSON; write one value a line");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw error("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory can't fail otherwise", e);
    }
  }

  private static boolean hasMore(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /** The next line that isn't blank; null at the end. */
  @Nullable
  public String nextLine() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw InputError.reading(name, lines.number(), e);
    }
  }

  /** Of the line that was read last, from 1. */
  public long number() {
    return lines.number();
  }

  /** About the line that was read last. */
  public UserException error(String problem) {
    return InputError.at(name, lines.number(), problem);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
