package io.riverrank.job.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The part of a schema that is read. */
final class Projection {

  private Projection() {}

  static MessageType of(MessageType schema, Map<String, Set<String>> selected) {
    List<Type> columns = new ArrayList<>();
    for (Type column : schema.getFields()) {
      Set<String> fields = selected.get(column.getName());
      if (fields != null) {
        columns.add(fields.isEmpty() ? column : narrowed(column, fields));
      }
    }
    return new MessageType(schema.getName(), columns);
  }

  private static Type narrowed(Type column, Set<String> fields) {
    if (column.isPrimitive()) {
      return column;
    }
    GroupType group = column.asGroupType();
    if (!ListTypes.isList(group)) {
      return only(group, fields);
    }
    if (ListTypes.element(group).isPrimitive()) {
      return column;
    }
    GroupType element = only(ListTypes.element(group).asGroupType(), fields);
    boolean wrapped = ListTypes.isWrapped(group);
    GroupType list =
        group.withNewFields(
            wrapped ? group.getType(0).asGroupType().withNewFields(element) : element);
    // An element that one field is left of would be taken for the group around one.
    return ListTypes.isWrapped(list) == wrapped ? list : group;
  }

  private static GroupType only(GroupType group, Set<String> fields) {
    List<Type> kept =
        group.getFields().stream().filter(field -> fields.contains(field.getName())).toList();
    return kept.isEmpty() ? group : group.withNewFields(kept);
  }
}
