package io.riverrank.job.parquet;

import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The order of values in statistics that every reader knows. What Parquet's writer takes for
 * floating point by default, IEEE 754's total order, is young, and some readers refuse a file that
 * names an order which they don't know.
 */
final class TypeDefinedOrder {

  private TypeDefinedOrder() {}

  static MessageType of(MessageType schema) {
    return new MessageType(
        schema.getName(), schema.getFields().stream().map(TypeDefinedOrder::of).toList());
  }

  private static Type of(Type type) {
    if (!type.isPrimitive()) {
      GroupType group = type.asGroupType();
      return group.withNewFields(group.getFields().stream().map(TypeDefinedOrder::of).toList());
    }
    PrimitiveType primitive = type.asPrimitiveType();
    PrimitiveTypeName name = primitive.getPrimitiveTypeName();
    return name == PrimitiveTypeName.FLOAT || name == PrimitiveTypeName.DOUBLE
        ? Types.primitive(name, primitive.getRepetition())
            .columnOrder(ColumnOrder.typeDefined())
            .named(primitive.getName())
        : primitive;
  }
}
