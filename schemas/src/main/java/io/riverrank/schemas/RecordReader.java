package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads messages of one kind: one JSON object each, in UTF-8, and nothing after it. Unlike a
 * request's, the first unusable field ends the message.
 *
 * <p>Not thread safe: buffers are reused from message to message.
 *
 * @param <T> the record
 */
public final class RecordReader<T> {

  private final String kind;
  private final FieldReader.ObjectReader<T> fields;
  private final JsonFactory factory;
  private final Utf8Text text = new Utf8Text();

  /**
   * @param kind what the message should be, for errors: {@code a judgement}
   * @param maxDepth of nested arrays and objects
   * @param fields reads the object that the reader stands at
   */
  public RecordReader(String kind, int maxDepth, FieldReader.ObjectReader<T> fields) {
    this.kind = kind;
    this.fields = fields;
    this.factory = JsonReading.newFactory(maxDepth);
  }

  /**
   * @throws MalformedRecordException if this isn't such a record; the message says where and why
   */
  public T read(byte[] value) throws MalformedRecordException {
    try {
      text.decode(value);
      return parse();
    } catch (InvalidRequest e) {
      throw new MalformedRecordException(e.code(), "not " + kind + ": " + e.getMessage());
    } catch (MalformedRecordException e) {
      throw new MalformedRecordException(e.code(), "not " + kind + ": " + e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory can't fail otherwise", e);
    } finally {
      text.release();
    }
  }

  private T parse() throws IOException, InvalidRequest {
    try (JsonParser parser = factory.createParser(text.chars(), 0, text.length())) {
      try {
        return parse(parser);
      } catch (JsonProcessingException e) {
        throw JsonReading.retell(e, parser.currentLocation());
      }
    }
  }

  private T parse(JsonParser parser) throws IOException, InvalidRequest {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidRequest(DeadLetterCode.INVALID_JSON, "the value is not a JSON object");
    }
    T read = fields.read(new FieldReader(parser, text));
    if (parser.nextToken() != null) {
      throw new InvalidRequest(DeadLetterCode.INVALID_JSON, "there is text after the object");
    }
    return read;
  }
}
