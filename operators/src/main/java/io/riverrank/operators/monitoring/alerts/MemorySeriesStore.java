package io.riverrank.operators.monitoring.alerts;

import java.util.List;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** Series on the heap. */
final class MemorySeriesStore implements SeriesStore {

  private final TreeMap<SeriesKey, SeriesState> states = new TreeMap<>();

  @Override
  public List<SeriesKey> keys() {
    return List.copyOf(states.keySet());
  }

  @Override
  @Nullable
  public SeriesState get(SeriesKey key) {
    return states.get(key);
  }

  @Override
  public void put(SeriesKey key, SeriesState state) {
    states.put(key, state);
  }

  @Override
  public void remove(SeriesKey key) {
    states.remove(key);
  }
}
