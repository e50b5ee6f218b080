package io.riverrank.job.parquet;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Lists as the format and its older writers lay them out:
 * https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
final class ListTypes {

  private ListTypes() {}

  static boolean isList(GroupType group) {
    return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
        && group.getFieldCount() == 1
        && group.getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  /** Whether the repeated field of a list has a group around each element. */
  static boolean isWrapped(GroupType list) {
    Type repeated = list.getType(0);
    if (repeated.isPrimitive()) {
      return false;
    }
    GroupType group = repeated.asGroupType();
    return group.getFieldCount() == 1
        && !group.getType(0).isRepetition(Type.Repetition.REPEATED)
        && !group.getName().equals("array")
        && !group.getName().equals(list.getName() + "_tuple");
  }

  /** The type of a list's elements. */
  static Type element(GroupType list) {
    Type repeated = list.getType(0);
    return isWrapped(list) ? repeated.asGroupType().getType(0) : repeated;
  }
}
