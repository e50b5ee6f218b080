package io.riverrank.faults.monitor;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every window of some results, segment and model, without Flink. */
final class DirectMetrics {

  private final List<Duration> sizes;
  private final Baseline baseline;
  private final Map<WindowKey, DirectWindow> windows = new HashMap<>();
  private int results;

  /**
   * @param sizes of the windows
   */
  DirectMetrics(List<Duration> sizes, Baseline baseline) {
    this.sizes = sizes;
    this.baseline = baseline;
  }

  void add(MonitoredResult monitored) {
    results++;
    QueryFigures figures =
        QueryFigures.of(monitored.result(), Map.of(), List.of(), FigureSettings.DEFAULTS);
    long timeMs = monitored.result().eventTimeMs();
    String model = monitored.result().model().fingerprint();
    for (Duration size : sizes) {
      long startMs = timeMs - timeMs % size.toMillis();
      for (Map<String, String> segment : monitored.segments()) {
        windows
            .computeIfAbsent(
                new WindowKey(startMs, startMs + size.toMillis(), segment, model),
                key -> new DirectWindow(key, baseline.segment(segment)))
            .add(figures);
      }
    }
  }

  /** Results that were added. */
  int results() {
    return results;
  }

  Collection<DirectWindow> windows() {
    return windows.values();
  }
}
