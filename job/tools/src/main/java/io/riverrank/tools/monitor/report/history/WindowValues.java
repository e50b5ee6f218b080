package io.riverrank.tools.monitor.report.history;

import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Arrays;
import javax.annotation.Nullable;

/** All series of one window and segment, in arrays, because there are many. */
final class WindowValues {
  final long startMs;
  final int revision;
  final long queries;
  private double[] values = new double[0];
  private double[] lows = new double[0];
  private double[] highs = new double[0];
  private long[] counts = new long[0];
  private String[] reasons = new String[0];

  WindowValues(WindowMetrics metrics, SeriesNames names) {
    startMs = metrics.windowStartMs();
    revision = metrics.revision();
    queries = metrics.queries();
    metrics
        .figures()
        .forEach((name, figure) -> set(names.index(name), figure, FigureRange.of(name)));
    metrics
        .drift()
        .forEach(
            (name, drift) -> {
              set(names.index(SeriesName.ofPsi(name)), measure(drift.psi(), drift));
              set(names.index(SeriesName.ofKs(name)), measure(drift.ks(), drift));
            });
    if (metrics.segment().isEmpty()) {
      metrics
          .quantiles()
          .forEach(
              (name, quantiles) ->
                  quantiles.forEach(
                      (share, value) ->
                          set(
                              names.index(SeriesName.ofQuantile(name, share)),
                              FigureValue.of(value, metrics.queries()))));
    }
  }

  private static FigureValue measure(@Nullable Double value, Drift drift) {
    return new FigureValue(value, drift.n(), null, null, drift.reason());
  }

  private void set(int index, FigureValue figure, FigureRange range) {
    set(index, figure);
    if (index >= 0) {
      lows[index] = range.clip(lows[index]);
      highs[index] = range.clip(highs[index]);
    }
  }

  private void set(int index, FigureValue figure) {
    if (index < 0) {
      return;
    }
    if (index >= values.length) {
      int before = values.length;
      values = Arrays.copyOf(values, index + 1);
      lows = Arrays.copyOf(lows, index + 1);
      highs = Arrays.copyOf(highs, index + 1);
      counts = Arrays.copyOf(counts, index + 1);
      reasons = Arrays.copyOf(reasons, index + 1);
      Arrays.fill(values, before, index + 1, Double.NaN);
      Arrays.fill(lows, before, index + 1, Double.NaN);
      Arrays.fill(highs, before, index + 1, Double.NaN);
    }
    values[index] = orNaN(figure.value());
    lows[index] = orNaN(figure.low());
    highs[index] = orNaN(figure.high());
    counts[index] = figure.n();
    // A few words, the same in every window.
    reasons[index] = figure.reason() == null ? null : ForeignText.cut(figure.reason()).intern();
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  Point point(int index) {
    return index < 0 || index >= values.length
        ? new Point(startMs, Double.NaN, Double.NaN, Double.NaN, 0, null)
        : new Point(
            startMs, values[index], lows[index], highs[index], counts[index], reasons[index]);
  }
}
