package io.riverrank.operators.monitoring.window;

import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.io.IOException;

/** The metrics record of a window. */
final class MetricsOfWindow implements WindowReport<WindowMetrics> {

  private static final long serialVersionUID = 1;

  private final MeasureSettings measures;
  private transient Baseline baseline;

  MetricsOfWindow(MeasureSettings measures) {
    this.measures = measures;
  }

  @Override
  public void open() throws IOException {
    baseline = measures.readBaseline();
  }

  @Override
  public WindowMetrics report(WindowPart window, int revision) throws IOException {
    return new MetricsReport(
            WindowSummary.fromBytes(window.summary()),
            Comparison.saved(baseline.segment(window.segment())),
            measures.figures().k())
        .toMetrics(
            window.startMs(),
            window.endMs(),
            window.segment(),
            window.overflow(),
            window.model(),
            revision);
  }
}
