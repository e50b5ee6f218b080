package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.tools.monitor.report.chart.AlertSpan;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import java.util.List;
import java.util.Map;

/** Alerts as charts show them. */
final class Spans {

  private Spans() {}

  static List<AlertSpan> of(
      AlertHistory alerts, View view, Map<String, String> segment, String figure, TimeAxis time) {
    return alerts.of(view, segment, figure).stream()
        .filter(alert -> endMs(alert, time) > time.fromMs() && alert.startsAtMs() < time.toMs())
        .map(
            alert ->
                new AlertSpan(
                    alert.startsAtMs(),
                    endMs(alert, time),
                    alert.threshold() == null ? Double.NaN : alert.threshold(),
                    "%s: %s since %s"
                        .formatted(
                            alert.rule(), alert.status(), TimeAxis.text(alert.startsAtMs()))))
        .toList();
  }

  /** Whether any alert about a segment fires. */
  static boolean isFiring(AlertHistory alerts, View view, SegmentHistory segment) {
    return alerts.of(view, segment.segment()).stream().anyMatch(AlertHistory::isFiring);
  }

  private static long endMs(Alert alert, TimeAxis time) {
    return AlertHistory.isFiring(alert) ? time.toMs() : alert.windowEndMs();
  }
}
