package io.riverrank.job.parquet;

import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** The converter for a type. */
final class Converters {

  private Converters() {}

  /**
   * @param type whose repetition the caller takes care of
   * @param column its path, for messages
   * @param sink gets a value each time the type has one
   * @throws UnsupportedParquetException if the type isn't read
   */
  static Converter of(Type type, String column, Consumer<Object> sink)
      throws UnsupportedParquetException {
    if (type.isPrimitive()) {
      return ParquetValues.converter(type.asPrimitiveType(), column, sink);
    }
    GroupType group = type.asGroupType();
    if (group.getLogicalTypeAnnotation() instanceof VariantLogicalTypeAnnotation) {
      throw ParquetValues.unsupported(group, column);
    }
    if (ListTypes.isList(group)) {
      return new ListConverter(group, column, sink);
    }
    return isMap(group)
        ? new MapConverter(group, column, sink)
        : new RowConverter(group, column, sink);
  }

  private static boolean isMap(GroupType group) {
    boolean named =
        group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            || group.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation;
    return named
        && group.getFieldCount() == 1
        && group.getType(0).isRepetition(Type.Repetition.REPEATED)
        && !group.getType(0).isPrimitive()
        && group.getType(0).asGroupType().getFieldCount() == 2;
  }
}
