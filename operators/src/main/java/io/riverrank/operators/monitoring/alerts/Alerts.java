package io.riverrank.operators.monitoring.alerts;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import javax.annotation.Nullable;

/** Makes alerts as they are on the wire. */
final class Alerts {

  private Alerts() {}

  static Alert of(
      @Nullable String figure,
      Observation decisive,
      Status status,
      @Nullable Double threshold,
      @Nullable Double eValue,
      SeriesState state,
      long windowEndMs) {
    SeriesKey series = decisive.series();
    return new Alert(
        series.rule(),
        figure,
        series.segment(),
        series.model(),
        status,
        decisive.value(),
        threshold,
        eValue,
        decisive.n(),
        state.startsAtMs(),
        windowEndMs);
  }

  /** The end of an alert whose rule, segment or model is there no more. */
  static Alert gone(
      @Nullable String figure, SeriesKey series, SeriesState state, long windowEndMs) {
    return of(
        figure,
        new Observation(series, null, 0, Double.NaN),
        Status.RESOLVED,
        null,
        null,
        state,
        windowEndMs);
  }
}
