package io.riverrank.job.backfill.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/** The fields of an Avro record by name, as {@link Rows} has values. */
final class AvroRecord extends AbstractMap<String, Object> {

  private static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);

  private final GenericRecord record;

  AvroRecord(GenericRecord record) {
    this.record = record;
  }

  /** The record itself, if this is what is around an element of a list. */
  @Nullable
  AvroRecord unwrapped() {
    if (!isWrapper(record.getSchema())) {
      return this;
    }
    GenericRecord inner = (GenericRecord) record.get(0);
    return inner == null ? null : new AvroRecord(inner);
  }

  @Nullable
  @Override
  public Object get(Object column) {
    Schema.Field field = record.getSchema().getField((String) column);
    return field == null ? null : value(record.get(field.pos()), field.schema());
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Set<Entry<String, Object>> entries = new LinkedHashSet<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      entries.add(new SimpleImmutableEntry<>(field.name(), get(field.name())));
    }
    return entries;
  }

  @Nullable
  private static Object value(@Nullable Object value, Schema declared) {
    if (value == null) {
      return null;
    }
    Schema schema =
        declared.isUnion()
            ? declared.getTypes().get(GenericData.get().resolveUnion(declared, value))
            : declared;
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(new BigInteger(bytes(value)), decimal.getScale());
    }
    return switch (schema.getType()) {
      case STRING -> value instanceof Utf8 text ? utf8(text) : value;
      case INT -> isDate(schema) ? (Object) ((Integer) value * MILLIS_PER_DAY) : value;
      case LONG -> millis((Long) value, schema);
      case RECORD -> new AvroRecord((GenericRecord) value);
      case ARRAY ->
          ((Collection<?>) value)
              .stream().map(element -> value(element, schema.getElementType())).toList();
      case MAP -> map((Map<?, ?>) value, schema.getValueType());
      default -> value;
    };
  }

  private static Map<String, Object> map(Map<?, ?> entries, Schema schema) {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach((key, value) -> values.put(key.toString(), value(value, schema)));
    return values;
  }

  private static ByteBuffer utf8(Utf8 text) {
    return ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
  }

  private static boolean isDate(Schema schema) {
    return "date".equals(schema.getProp("logicalType"));
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Object millis(Long number, Schema schema) {
    String meaning = schema.getProp("logicalType");
    return switch (meaning == null ? "" : meaning) {
      case "timestamp-micros", "local-timestamp-micros" -> Math.floorDiv(number, 1_000L);
      case "timestamp-nanos", "local-timestamp-nanos" -> Math.floorDiv(number, 1_000_000L);
      default -> number;
    };
  }

  /** Without the null of an optional field. */
  static Schema required(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }

  /** Whether a record is what converters from Parquet put around each element of a list. */
  static boolean isWrapper(Schema element) {
    return element.getFields().size() == 1 && wrapped(element).getType() == Schema.Type.RECORD;
  }

  static Schema wrapped(Schema element) {
    return required(element.getFields().get(0).schema());
  }
}
