package io.riverrank.job.backfill.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.Encoder;

/**
 * A dead letter a line: {@code code}, {@code message}, where it was ({@code file} and {@code line},
 * or {@code topic}, {@code partition} and {@code offset}) and the original as {@code value}, or as
 * {@code value_base64} where it is not UTF-8.
 */
public final class DeadLetterLines implements Encoder<DeadLetter> {

  private static final long serialVersionUID = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Origin origin;

  /** Tells letters of files from those of topics. */
  public interface Origin extends Serializable {
    boolean isFile(SourceRecord source);
  }

  public DeadLetterLines(Origin origin) {
    this.origin = origin;
  }

  @Override
  public void encode(DeadLetter letter, OutputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator((OutputStream) line)) {
      json.writeStartObject();
      json.writeStringField("code", letter.code().name());
      json.writeStringField("message", letter.message());
      writePlace(json, letter.source());
      writeBytes(json, "key", letter.source().key());
      writeBytes(json, "value", letter.source().value());
      json.writeEndObject();
    }
    line.write('\n');
    line.writeTo(out);
  }

  private void writePlace(JsonGenerator json, SourceRecord source) throws IOException {
    boolean files = origin.isFile(source);
    json.writeStringField(files ? "file" : "topic", source.topic());
    if (!files) {
      json.writeNumberField("partition", source.partition());
    }
    json.writeNumberField(files ? "line" : "offset", source.offset());
  }

  private static void writeBytes(JsonGenerator json, String name, @Nullable byte[] bytes)
      throws IOException {
    if (bytes == null) {
      return;
    }
    try {
      json.writeStringField(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      json.writeBinaryField(name + "_base64", bytes);
    }
  }
}
