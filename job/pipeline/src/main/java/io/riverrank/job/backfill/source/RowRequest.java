package io.riverrank.job.backfill.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes rows as the request that JSON Lines would have, so that the same rules decide about it and
 * a dead letter can be sent again. One request each.
 */
final class RowRequest {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final RowShape shape;
  private final Limited bytes;
  private final JsonGenerator json;

  RowRequest(RowShape shape, int maxBytes) throws IOException {
    this.shape = shape;
    this.bytes = new Limited(maxBytes);
    this.json = FACTORY.createGenerator((OutputStream) bytes);
  }

  /** A row with all candidates. */
  void nested(GenericRecord row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    Object candidates = row.get(shape.column("candidates"));
    json.writeArrayFieldStart("candidates");
    for (Object element : candidates == null ? List.of() : (Collection<?>) candidates) {
      candidate(Avro.unwrap(element), "candidates.");
    }
    json.writeEndArray();
    end();
  }

  /** A row with one candidate of a group. */
  void member(GenericRecord row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    fields(row, List.of("candidate_count"), "");
    json.writeFieldName("candidate");
    candidate(row, "");
    end();
  }

  /** The first row of a query; {@link #add} takes the others, {@link #end} closes. */
  void begin(GenericRecord row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    json.writeArrayFieldStart("candidates");
    add(row);
  }

  void add(GenericRecord row) throws IOException {
    candidate(row, "");
  }

  void end() throws IOException {
    // Closes what is open.
    json.close();
  }

  boolean isTooLarge() {
    return bytes.isTooLarge();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private void candidate(GenericRecord record, String prefix) throws IOException {
    if (record == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    fields(record, RowShape.CANDIDATE_FIELDS, prefix);
    json.writeEndObject();
  }

  private void fields(GenericRecord record, List<String> names, String prefix) throws IOException {
    for (String name : names) {
      Schema.Field column = record.getSchema().getField(shape.column(prefix + name));
      Object value = column == null ? null : record.get(column.pos());
      if (value != null) {
        json.writeFieldName(name);
        boolean micros = Avro.isMicros(column.schema());
        value(micros ? Long.valueOf(Math.floorDiv((Long) value, 1000L)) : value);
      }
    }
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof GenericRecord record) {
      json.writeStartObject();
      for (Schema.Field field : record.getSchema().getFields()) {
        json.writeFieldName(field.name());
        value(record.get(field.pos()));
      }
      json.writeEndObject();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        value(entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(element);
      }
      json.writeEndArray();
    } else {
      scalar(value);
    }
  }

  private void scalar(Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Float number) {
      // As its shortest decimal, not with the digits of a double.
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof ByteBuffer text) {
      json.writeString(StandardCharsets.UTF_8.decode(text.duplicate()).toString());
    } else {
      json.writeString(value.toString());
    }
  }

  /** Keeps no more than a limit. */
  private static final class Limited extends ByteArrayOutputStream {
    private final int maxBytes;
    private boolean tooLarge;

    Limited(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    boolean isTooLarge() {
      return tooLarge;
    }

    @Override
    public synchronized void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
      tooLarge |= count + length > maxBytes;
      if (!tooLarge) {
        super.write(source, offset, length);
      }
    }
  }
}
