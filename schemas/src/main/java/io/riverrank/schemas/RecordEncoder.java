package io.riverrank.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes records of one kind, each as one JSON object in UTF-8 on one line. Not thread safe.
 *
 * @param <T> the record
 */
public final class RecordEncoder<T> {

  private final JsonFactory factory = JsonWriting.newFactory();
  private final FieldWriter.ObjectWriter<T> fields;

  /**
   * @param fields writes the fields of a record; the braces around them are written already
   */
  public RecordEncoder(FieldWriter.ObjectWriter<T> fields) {
    this.fields = fields;
  }

  /**
   * The value of the record's message.
   *
   * @throws IllegalArgumentException if a number is NaN or infinite, which JSON can't say
   */
  public byte[] encode(T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(record, new FieldWriter(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
