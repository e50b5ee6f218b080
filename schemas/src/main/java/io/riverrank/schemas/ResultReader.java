package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/**
 * Reads what {@link ResultEncoder} wrote. Fields that it doesn't know are skipped, so that readers
 * stay when results grow; {@code all_scores} is skipped too.
 *
 * <p>Not thread safe: buffers are reused from message to message.
 */
public final class ResultReader {

  private final JsonFactory factory = JsonReading.newFactory(Integer.MAX_VALUE);
  private final Utf8Text text = new Utf8Text();

  /**
   * The result, without what isn't in the text: {@code topK} is null (the ranking is cut already)
   * and there are no headers.
   *
   * @throws IOException if this isn't a result; the message says where and why
   */
  public RerankResult read(byte[] value) throws IOException {
    try {
      text.decode(value);
      try (JsonParser parser = factory.createParser(text.chars(), 0, text.length())) {
        return read(parser);
      }
    } catch (InvalidRequest e) {
      throw new IOException("not a result: " + e.getMessage(), e);
    } finally {
      text.release();
    }
  }

  private RerankResult read(JsonParser parser) throws IOException, InvalidRequest {
    try {
      return new ResultFields(parser, text).read();
    } catch (JsonProcessingException e) {
      throw JsonReading.retell(e, parser.currentLocation());
    }
  }
}
