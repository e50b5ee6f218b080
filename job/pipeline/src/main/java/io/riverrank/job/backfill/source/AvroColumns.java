package io.riverrank.job.backfill.source;

import java.util.List;
import javax.annotation.Nullable;
import org.apache.avro.Schema;

/** The fields of an Avro record. */
record AvroColumns(Schema schema) implements RowColumns {

  @Override
  public List<String> names() {
    return names(schema);
  }

  @Nullable
  @Override
  public List<String> elements(String column) {
    Schema.Field field = schema.getField(column);
    Schema list = field == null ? null : AvroRecord.required(field.schema());
    if (list == null || list.getType() != Schema.Type.ARRAY) {
      return null;
    }
    Schema element = AvroRecord.required(list.getElementType());
    if (element.getType() != Schema.Type.RECORD) {
      return null;
    }
    return names(AvroRecord.isWrapper(element) ? AvroRecord.wrapped(element) : element);
  }

  private static List<String> names(Schema record) {
    return record.getFields().stream().map(Schema.Field::name).toList();
  }
}
