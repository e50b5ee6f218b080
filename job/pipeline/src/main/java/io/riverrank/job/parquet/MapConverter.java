package io.riverrank.job.parquet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;

/** A map as a {@link Map} from its keys' texts. */
final class MapConverter extends GroupConverter {

  private final Consumer<Object> sink;
  private final GroupConverter entry;
  private Map<String, Object> entries;

  MapConverter(GroupType map, String column, Consumer<Object> sink)
      throws UnsupportedParquetException {
    this.sink = sink;
    this.entry = new Entry(map.getType(0).asGroupType(), column);
  }

  @Override
  public Converter getConverter(int field) {
    return entry;
  }

  @Override
  public void start() {
    entries = new LinkedHashMap<>();
  }

  @Override
  public void end() {
    sink.accept(entries);
  }

  private final class Entry extends GroupConverter {
    private final Converter keys;
    private final Converter values;
    private Object key;
    private Object value;

    Entry(GroupType entry, String column) throws UnsupportedParquetException {
      keys = Converters.of(entry.getType(0), column + ".key", read -> key = read);
      values = Converters.of(entry.getType(1), column + ".value", read -> value = read);
    }

    @Override
    public Converter getConverter(int field) {
      return field == 0 ? keys : values;
    }

    @Override
    public void start() {
      key = null;
      value = null;
    }

    @Override
    public void end() {
      entries.put(ParquetValues.text(key), value);
    }
  }
}
