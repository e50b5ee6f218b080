package io.riverrank.job.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;

/** A list as a {@link List}, with null for each element that is. */
final class ListConverter extends GroupConverter {

  private final Consumer<Object> sink;
  private final Converter repeated;
  private List<Object> elements;

  ListConverter(GroupType list, String column, Consumer<Object> sink)
      throws UnsupportedParquetException {
    this.sink = sink;
    repeated =
        ListTypes.isWrapped(list)
            ? new Wrapper(list, column)
            : Converters.of(list.getType(0), column, value -> elements.add(value));
  }

  @Override
  public Converter getConverter(int field) {
    return repeated;
  }

  @Override
  public void start() {
    elements = new ArrayList<>();
  }

  @Override
  public void end() {
    sink.accept(elements);
  }

  /** The group around an element. */
  private final class Wrapper extends GroupConverter {
    private final Converter element;
    private Object value;

    Wrapper(GroupType list, String column) throws UnsupportedParquetException {
      element = Converters.of(ListTypes.element(list), column, read -> value = read);
    }

    @Override
    public Converter getConverter(int field) {
      return element;
    }

    @Override
    public void start() {
      value = null;
    }

    @Override
    public void end() {
      elements.add(value);
    }
  }
}
