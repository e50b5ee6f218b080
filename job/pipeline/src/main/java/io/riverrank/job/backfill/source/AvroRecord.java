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
  private static Object value(@Nullable Object value, Schema schema) {
    if (value instanceof Utf8 text) {
      return ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
    }
    if (value == null) {
      return null;
    }
    if (value instanceof Long number) {
      return millis(number, required(schema));
    }
    if (value instanceof Integer number) {
      return "date".equals(required(schema).getProp("logicalType"))
          ? (Object) (number * MILLIS_PER_DAY)
          : number;
    }
    if (required(schema).getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(new BigInteger(bytes(value)), decimal.getScale());
    }
    if (value instanceof GenericRecord nested) {
      return new AvroRecord(nested);
    }
    if (value instanceof Collection<?> list) {
      Schema element = required(schema).getElementType();
      return list.stream().map(each -> value(each, element)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Schema element = required(schema).getValueType();
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((key, each) -> entries.put(key.toString(), value(each, element)));
      return entries;
    }
    return value;
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
