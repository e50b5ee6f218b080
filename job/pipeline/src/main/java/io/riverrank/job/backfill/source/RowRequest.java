package io.riverrank.job.backfill.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.riverrank.job.parquet.ParquetValues;
import io.riverrank.schemas.DeadLetterCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

  /** What is no number goes on as such, so that it is refused as in JSON Lines. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private static final Set<String> IDS = Set.of("query_id", "doc_id");

  /** From here on one double, or one float, stands for several whole numbers. */
  private static final double INEXACT_DOUBLE = 1L << 53;

  private static final double INEXACT_FLOAT = 1 << 24;

  private final RowShape shape;
  private final Limited bytes;
  private final JsonGenerator json;
  @Nullable private DeadLetterCode fault;
  @Nullable private String message;

  RowRequest(RowShape shape, int maxBytes) throws IOException {
    this.shape = shape;
    this.bytes = new Limited(maxBytes);
    this.json = FACTORY.createGenerator((OutputStream) bytes);
  }

  /** A row whose columns are the fields. */
  void asItIs(Map<String, Object> row) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> column : row.entrySet()) {
      if (column.getValue() != null) {
        json.writeFieldName(column.getKey());
        field(column.getKey(), column.getValue());
      }
    }
    end();
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

  /** Why there is no request, though {@link #bytes} has what there would be; otherwise null. */
  @Nullable
  DeadLetterCode fault() {
    return fault;
  }

  /** One sentence with the fault. */
  @Nullable
  String message() {
    return message;
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
      if (value != null && !isNaN(value)) {
        json.writeFieldName(name);
        field(name, value);
      }
    }
  }

  /** Data frames write NaN where a number is missing. */
  private static boolean isNaN(Object value) {
    return isFloating(value) && Double.isNaN(((Number) value).doubleValue());
  }

  private static boolean isFloating(Object value) {
    return value instanceof Float || value instanceof Double;
  }

  private void field(String name, Object value) throws IOException {
    if (IDS.contains(name) && isFloating(value)) {
      floatingId(name, (Number) value);
    } else if (name.equals("label") && value instanceof Boolean flag) {
      json.writeNumber(flag ? 1 : 0);
    } else if (name.equals("event_time") && value instanceof LocalDate date) {
      value(date.atStartOfDay(ZoneOffset.UTC).toInstant());
    } else if (name.equals("metadata")
        && (value instanceof ByteBuffer || value instanceof String)) {
      metadata(value);
    } else {
      value(value);
    }
  }

  /**
   * An integer that became a float, as data frames make it of a column with missing values, has the
   * digits of the integer.
   */
  private void floatingId(String name, Number id) throws IOException {
    double number = id.doubleValue();
    boolean whole = number == Math.rint(number) && !Double.isInfinite(number);
    if (whole && Math.abs(number) < (id instanceof Float ? INEXACT_FLOAT : INEXACT_DOUBLE)) {
      json.writeNumber((long) number);
      return;
    }
    value(id);
    if (whole) {
      unusable(
          DeadLetterCode.INVALID_ID,
          "%s is the floating-point number %s, whose last digits are lost; write ids as integers or text"
              .formatted(name, id));
    }
  }

  /** The first reason counts. */
  private void unusable(DeadLetterCode code, String reason) {
    if (fault == null) {
      fault = code;
      message = reason;
    }
  }

  /** An object written as text is that object, as a file of results has it. */
  private void metadata(Object text) throws IOException {
    String object =
        text instanceof ByteBuffer utf8
            ? JsonObjectText.of(utf8)
            : JsonObjectText.of((String) text);
    if (object == null) {
      value(text);
    } else {
      json.writeRawValue(object);
    }
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
