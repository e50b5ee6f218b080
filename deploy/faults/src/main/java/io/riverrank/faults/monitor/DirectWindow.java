package io.riverrank.faults.monitor;

import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/** The queries of one window, segment and model, with every value that a sketch stands for. */
final class DirectWindow {

  /** What {@code monitor.examples} has to be. */
  static final int EXAMPLES = 5;

  private static final SummarySettings SUMMARY =
      new SummarySettings(SummarySettings.DEFAULTS.sketchSize(), EXAMPLES);

  private final WindowKey key;
  @Nullable private final BaselineSegment baseline;
  private final List<QueryFigures> queries = new ArrayList<>();

  /**
   * @param baseline of the segment; null for none
   */
  DirectWindow(WindowKey key, @Nullable BaselineSegment baseline) {
    this.key = key;
    this.baseline = baseline;
  }

  void add(QueryFigures figures) {
    queries.add(figures);
  }

  WindowKey key() {
    return key;
  }

  int queries() {
    return queries.size();
  }

  /** Summed up in one go, as its record's first revision. */
  WindowMetrics metrics() {
    WindowSummary summary = SUMMARY.newSummary(baseline);
    queries.forEach(summary::add);
    return new MetricsReport(summary, Comparison.saved(baseline), FigureSettings.DEFAULTS.k())
        .toMetrics(key.startMs(), key.endMs(), key.segment(), false, key.model(), 0);
  }

  /** All values of a distribution, ascending. */
  float[] values(Distribution distribution) {
    int count = 0;
    float[] all = new float[16];
    for (QueryFigures query : queries) {
      for (float value : query.values(distribution)) {
        if (count == all.length) {
          all = Arrays.copyOf(all, 2 * count);
        }
        all[count++] = value;
      }
    }
    float[] values = Arrays.copyOf(all, count);
    Arrays.sort(values);
    return values;
  }

  /** Standard deviation of the baseline's values; NaN without a baseline. */
  double baselineDeviation(Distribution distribution) {
    return baseline == null ? Double.NaN : baseline.distributions().get(distribution).deviation();
  }
}
