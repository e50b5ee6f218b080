package io.riverrank.job.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** A group as a {@link ParquetRow}. */
final class RowConverter extends GroupConverter {

  private final Consumer<Object> sink;
  private final ParquetRow.RowColumns columns;
  private final Converter[] fields;
  private Object[] values;

  /**
   * @param column the group's path, for messages; empty for the whole row
   */
  RowConverter(GroupType group, String column, Consumer<Object> sink)
      throws UnsupportedParquetException {
    this.sink = sink;
    int count = group.getFieldCount();
    String[] names = new String[count];
    Map<String, Integer> places = new HashMap<>();
    fields = new Converter[count];
    for (int i = 0; i < count; i++) {
      Type type = group.getType(i);
      names[i] = type.getName();
      places.put(type.getName(), i);
      fields[i] = field(type, column, i);
    }
    columns = new ParquetRow.RowColumns(names, places);
  }

  private Converter field(Type type, String parent, int place) throws UnsupportedParquetException {
    String column = parent.isEmpty() ? type.getName() : parent + "." + type.getName();
    // Repeated outside of a list: a list of older writers.
    return type.isRepetition(Type.Repetition.REPEATED)
        ? Converters.of(type, column, value -> append(place, value))
        : Converters.of(type, column, value -> values[place] = value);
  }

  @SuppressWarnings("unchecked")
  private void append(int place, Object value) {
    if (values[place] == null) {
      values[place] = new ArrayList<>();
    }
    ((List<Object>) values[place]).add(value);
  }

  @Override
  public Converter getConverter(int field) {
    return fields[field];
  }

  @Override
  public void start() {
    values = new Object[fields.length];
  }

  @Override
  public void end() {
    sink.accept(new ParquetRow(columns, values));
  }
}
