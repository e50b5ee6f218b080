package io.riverrank.job.parquet;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/**
 * The values of a row, or of a group in it, by the names of their columns and in the file's order;
 * {@link ParquetValues} says what they are.
 */
public final class ParquetRow extends AbstractMap<String, Object> {

  private final RowColumns columns;
  private final Object[] values;

  ParquetRow(RowColumns columns, Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  @Nullable
  @Override
  public Object get(Object column) {
    int place = columns.place(column);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(Object column) {
    return columns.place(column) >= 0;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return IntStream.range(0, values.length)
            .<Entry<String, Object>>mapToObj(
                i -> new SimpleImmutableEntry<>(columns.name(i), values[i]))
            .iterator();
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }

  /** The names of a group's columns, shared by its rows. */
  record RowColumns(String[] names, Map<String, Integer> places) {

    int place(Object column) {
      Integer place = places.get(column);
      return place == null ? -1 : place;
    }

    String name(int place) {
      return names[place];
    }
  }
}
