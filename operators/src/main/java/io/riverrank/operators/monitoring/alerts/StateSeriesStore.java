package io.riverrank.operators.monitoring.alerts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.MapState;

/** The series of the current key in Flink's state. */
final class StateSeriesStore implements SeriesStore {

  private final MapState<SeriesKey, SeriesState> state;

  StateSeriesStore(MapState<SeriesKey, SeriesState> state) {
    this.state = state;
  }

  @Override
  public List<SeriesKey> keys() throws Exception {
    List<SeriesKey> keys = new ArrayList<>();
    state.keys().forEach(keys::add);
    Collections.sort(keys);
    return keys;
  }

  @Override
  @Nullable
  public SeriesState get(SeriesKey key) throws Exception {
    return state.get(key);
  }

  @Override
  public void put(SeriesKey key, SeriesState value) throws Exception {
    state.put(key, value);
  }

  @Override
  public void remove(SeriesKey key) throws Exception {
    state.remove(key);
  }
}
