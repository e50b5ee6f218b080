package io.riverrank.faults.monitor;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Metrics records with one thing changed. */
final class ChangedRecords {

  private ChangedRecords() {}

  static WindowMetrics withQueries(WindowMetrics record, long queries) {
    return with(record, queries, record.figures(), record.drift(), record.quantiles());
  }

  static WindowMetrics withFigure(
      WindowMetrics record, String name, UnaryOperator<FigureValue> change) {
    Map<String, FigureValue> figures = new LinkedHashMap<>(record.figures());
    figures.computeIfPresent(name, (key, figure) -> change.apply(figure));
    return with(record, record.queries(), figures, record.drift(), record.quantiles());
  }

  static WindowMetrics withDrift(WindowMetrics record, String name, UnaryOperator<Drift> change) {
    Map<String, Drift> drift = new LinkedHashMap<>(record.drift());
    drift.computeIfPresent(name, (key, of) -> change.apply(of));
    return with(record, record.queries(), record.figures(), drift, record.quantiles());
  }

  static WindowMetrics withMedian(WindowMetrics record, String name, double value) {
    Map<String, Map<String, Double>> quantiles = new LinkedHashMap<>(record.quantiles());
    Map<String, Double> changed = new LinkedHashMap<>(quantiles.get(name));
    changed.put("0.5", value);
    quantiles.put(name, changed);
    return with(record, record.queries(), record.figures(), record.drift(), quantiles);
  }

  static WindowMetrics withoutExamples(WindowMetrics record) {
    return new WindowMetrics(
        record.windowStartMs(),
        record.windowEndMs(),
        record.segment(),
        record.segmentOverflow(),
        record.model(),
        record.revision(),
        record.queries(),
        record.figures(),
        record.drift(),
        record.quantiles(),
        record.rankErrors(),
        List.of());
  }

  static WindowMetrics atRevision(WindowMetrics record, int revision) {
    return moved(record, Duration.ZERO, revision);
  }

  static WindowMetrics later(WindowMetrics record, Duration time) {
    return moved(record, time, record.revision());
  }

  private static WindowMetrics with(
      WindowMetrics record,
      long queries,
      Map<String, FigureValue> figures,
      Map<String, Drift> drift,
      Map<String, Map<String, Double>> quantiles) {
    return new WindowMetrics(
        record.windowStartMs(),
        record.windowEndMs(),
        record.segment(),
        record.segmentOverflow(),
        record.model(),
        record.revision(),
        queries,
        figures,
        drift,
        quantiles,
        record.rankErrors(),
        record.examples());
  }

  private static WindowMetrics moved(WindowMetrics record, Duration time, int revision) {
    return new WindowMetrics(
        record.windowStartMs() + time.toMillis(),
        record.windowEndMs() + time.toMillis(),
        record.segment(),
        record.segmentOverflow(),
        record.model(),
        revision,
        record.queries(),
        record.figures(),
        record.drift(),
        record.quantiles(),
        record.rankErrors(),
        record.examples());
  }
}
