package io.riverrank.job.monitor.sink;

import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.util.TimeUtils;

/** The metrics of one window, which go with it. */
final class ShownWindow {

  private static final String WHOLE = "all";
  private static final String NO_MODEL = "none";

  private final long endMs;
  private final int maxSegments;
  private final MetricGroup group;
  private final Map<String, Segment> segments = new HashMap<>();

  /**
   * @param parent of the groups of all windows
   */
  ShownWindow(MetricGroup parent, long lengthMs, long endMs, int maxSegments) {
    this.endMs = endMs;
    this.maxSegments = maxSegments;
    this.group =
        parent.addGroup(
            "window",
            TimeUtils.formatWithHighestUnit(Duration.ofMillis(lengthMs)).replace(" ", ""));
    group.gauge("window_end_ms", (Gauge<Long>) () -> endMs);
  }

  private record Segment(long queries, MetricGroup group) {}

  /** Epoch milliseconds. */
  long endMs() {
    return endMs;
  }

  /** Shows a segment, in the place of an earlier revision, or of the one with the least queries. */
  void show(WindowMetrics metrics) {
    String key = MetricsEncoding.key(metrics);
    hide(key);
    if (segments.size() == maxSegments) {
      Map.Entry<String, Segment> least =
          segments.entrySet().stream()
              .min((a, b) -> Long.compare(a.getValue().queries(), b.getValue().queries()))
              .orElseThrow();
      if (least.getValue().queries() >= metrics.queries()) {
        return;
      }
      hide(least.getKey());
    }
    MetricGroup shown =
        group
            .addGroup("segment", name(metrics.segment()))
            .addGroup("model", metrics.model() == null ? NO_MODEL : metrics.model());
    segments.put(key, new Segment(metrics.queries(), shown));
    shown.gauge("queries", (Gauge<Long>) metrics::queries);
    metrics.figures().forEach((name, figure) -> gauges(shown, name, figure));
    metrics
        .drift()
        .forEach(
            (name, drift) -> {
              gauge(shown, "drift_" + name + "_psi", drift.psi());
              gauge(shown, "drift_" + name + "_js", drift.js());
              gauge(shown, "drift_" + name + "_ks", drift.ks());
            });
  }

  private static void gauges(MetricGroup shown, String name, FigureValue figure) {
    gauge(shown, name, figure.value());
    gauge(shown, name + "_low", figure.low());
    gauge(shown, name + "_high", figure.high());
  }

  private static void gauge(MetricGroup shown, String name, Double value) {
    if (value != null) {
      shown.gauge(name, (Gauge<Double>) () -> value);
    }
  }

  private static String name(Map<String, String> segment) {
    return segment.isEmpty()
        ? WHOLE
        : segment.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining(","));
  }

  private void hide(String key) {
    Segment hidden = segments.remove(key);
    if (hidden != null) {
      close(hidden.group());
    }
  }

  /** Ends the window's metrics. */
  void close() {
    segments.clear();
    close(group);
  }

  /** No interface of Flink's ends a group, but every group of a task is of this class. */
  private static void close(MetricGroup group) {
    ((AbstractMetricGroup<?>) group).close();
  }
}
