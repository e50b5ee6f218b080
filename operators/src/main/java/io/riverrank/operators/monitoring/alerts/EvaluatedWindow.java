package io.riverrank.operators.monitoring.alerts;

import io.riverrank.schemas.monitoring.Alert;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One window, complete, with what its rules need to decide.
 *
 * @param observations of this window, by series
 * @param alerts where alerts go
 */
record EvaluatedWindow(
    long startMs,
    long endMs,
    Map<SeriesKey, Observation> observations,
    SeriesStore store,
    Consumer<Alert> alerts) {

  long lengthMs() {
    return endMs - startMs;
  }
}
