package io.riverrank.job.backfill.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.riverrank.job.parquet.ParquetValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Writes rows as the request that JSON Lines would have, so that the same rules decide about it and
 * a dead letter can be sent again. One request each.
 */
final class RowRequest {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> NUMBERS = Set.of("original_rank", "original_score", "label");

  private final RowShape shape;
  private final Limited bytes;
  private final JsonGenerator json;

  RowRequest(RowShape shape, int maxBytes) throws IOException {
    this.shape = shape;
    this.bytes = new Limited(maxBytes);
    this.json = FACTORY.createGenerator((OutputStream) bytes);
  }

  /** A row with all candidates. */
  void nested(Map<String, Object> row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    Object candidates = row.get(shape.column("candidates"));
    json.writeArrayFieldStart("candidates");
    for (Object element : candidates == null ? List.of() : (Collection<?>) candidates) {
      candidate(record(element), "candidates.");
    }
    json.writeEndArray();
    end();
  }

  /** A row with one candidate of a group. */
  void member(Map<String, Object> row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    fields(row, List.of("candidate_count"), "");
    json.writeFieldName("candidate");
    candidate(row, "");
    end();
  }

  /** The first row of a query; {@link #add} takes the others, {@link #end} closes. */
  void begin(Map<String, Object> row) throws IOException {
    json.writeStartObject();
    fields(row, RowShape.QUERY_FIELDS, "");
    json.writeArrayFieldStart("candidates");
    add(row);
  }

  void add(Map<String, Object> row) throws IOException {
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

  @SuppressWarnings("unchecked")
  @Nullable
  private static Map<String, Object> record(@Nullable Object element) {
    return element instanceof AvroRecord avro ? avro.unwrapped() : (Map<String, Object>) element;
  }

  private void candidate(@Nullable Map<String, Object> record, String prefix) throws IOException {
    if (record == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    fields(record, RowShape.CANDIDATE_FIELDS, prefix);
    json.writeEndObject();
  }

  private void fields(Map<String, Object> record, List<String> names, String prefix)
      throws IOException {
    for (String name : names) {
      Object value = record.get(shape.column(prefix + name));
      if (value != null && !isMissing(name, value)) {
        json.writeFieldName(name);
        value(value instanceof Boolean flag && name.equals("label") ? (flag ? 1 : 0) : value);
      }
    }
  }

  /** Data frames write NaN where a number is missing. */
  private static boolean isMissing(String name, Object value) {
    return NUMBERS.contains(name)
        && (value instanceof Float || value instanceof Double)
        && Double.isNaN(((Number) value).doubleValue());
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
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
    } else if (value instanceof BigInteger || value instanceof BigDecimal) {
      json.writeNumber(ParquetValues.text(value));
    } else if (value instanceof Float number) {
      // As its shortest decimal, not with the digits of a double.
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof ByteBuffer text) {
      utf8(text);
    } else {
      json.writeString(value.toString());
    }
  }

  /** As it is: whoever reads the request sees what is not UTF-8. */
  private void utf8(ByteBuffer text) throws IOException {
    ByteBuffer onHeap = text;
    if (!text.hasArray()) {
      onHeap = ByteBuffer.allocate(text.remaining()).put(text.duplicate()).flip();
    }
    json.writeUTF8String(
        onHeap.array(), onHeap.arrayOffset() + onHeap.position(), onHeap.remaining());
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
