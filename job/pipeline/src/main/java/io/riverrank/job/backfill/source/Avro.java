package io.riverrank.job.backfill.source;

import javax.annotation.Nullable;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** What of Avro's schemas rows need. */
final class Avro {

  private Avro() {}

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

  /**
   * The record type of a list's elements; null if it is no list of records. Parquet's three-level
   * lists have a record of one field around each element.
   */
  @Nullable
  static Schema element(Schema list) {
    Schema array = required(list);
    if (array.getType() != Schema.Type.ARRAY) {
      return null;
    }
    Schema element = required(array.getElementType());
    if (element.getType() != Schema.Type.RECORD) {
      return null;
    }
    return isWrapper(element) ? required(element.getFields().get(0).schema()) : element;
  }

  /** The element itself. */
  @Nullable
  static GenericRecord unwrap(@Nullable Object element) {
    GenericRecord record = (GenericRecord) element;
    return record != null && isWrapper(record.getSchema()) ? (GenericRecord) record.get(0) : record;
  }

  private static boolean isWrapper(Schema element) {
    return element.getFields().size() == 1
        && required(element.getFields().get(0).schema()).getType() == Schema.Type.RECORD;
  }

  /** Whether a number of this type is microseconds since 1970. */
  static boolean isMicros(Schema schema) {
    return required(schema).getLogicalType() instanceof LogicalTypes.TimestampMicros;
  }
}
