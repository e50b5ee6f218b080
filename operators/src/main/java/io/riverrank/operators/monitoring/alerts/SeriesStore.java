package io.riverrank.operators.monitoring.alerts;

import java.util.List;
import javax.annotation.Nullable;

/** Where the states of all series of one length of windows are. */
interface SeriesStore {

  /** In the order of the keys. */
  List<SeriesKey> keys() throws Exception;

  @Nullable
  SeriesState get(SeriesKey key) throws Exception;

  void put(SeriesKey key, SeriesState state) throws Exception;

  void remove(SeriesKey key) throws Exception;
}
