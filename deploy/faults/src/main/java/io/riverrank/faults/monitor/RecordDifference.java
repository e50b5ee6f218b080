package io.riverrank.faults.monitor;

import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A window's last record beside what was computed without Flink: counts, bins, PSI, JS and examples
 * to the digit, means and their intervals to 1e-12, what comes from sketches within twice the
 * printed rank error.
 */
final class RecordDifference {

  private static final double CLOSE = 1e-12;

  private final WindowMetrics record;
  private final WindowMetrics expected;
  private final DirectWindow window;

  private RecordDifference(WindowMetrics record, DirectWindow window) {
    this.record = record;
    this.window = window;
    this.expected = window.metrics();
  }

  /** The first difference, for a person; null if there is none. */
  @Nullable
  static String of(WindowMetrics record, DirectWindow window) {
    return new RecordDifference(record, window).find();
  }

  @Nullable
  private String find() {
    if (record.queries() != expected.queries()) {
      return "%d queries instead of %d".formatted(record.queries(), expected.queries());
    }
    if (record.segmentOverflow()) {
      return "too many segments";
    }
    if (!record.examples().equals(expected.examples())) {
      return "examples %s instead of %s".formatted(record.examples(), expected.examples());
    }
    String difference = figures();
    for (Distribution distribution : Distribution.values()) {
      if (difference == null) {
        difference = sketched(distribution);
      }
    }
    return difference;
  }

  @Nullable
  private String figures() {
    if (!record.figures().keySet().equals(expected.figures().keySet())) {
      return "figures %s".formatted(record.figures().keySet());
    }
    for (Map.Entry<String, FigureValue> entry : expected.figures().entrySet()) {
      FigureValue figure = record.figures().get(entry.getKey());
      FigureValue direct = entry.getValue();
      if (figure.n() != direct.n()
          || !Objects.equals(figure.reason(), direct.reason())
          || !isClose(figure.value(), direct.value())
          || !isClose(figure.low(), direct.low())
          || !isClose(figure.high(), direct.high())) {
        return "%s is %s instead of %s".formatted(entry.getKey(), figure, direct);
      }
    }
    return null;
  }

  private static boolean isClose(@Nullable Double value, @Nullable Double direct) {
    return value == null || direct == null
        ? Objects.equals(value, direct)
        : Math.abs(value - direct) <= CLOSE * (1 + Math.abs(direct));
  }

  @Nullable
  private String sketched(Distribution distribution) {
    String name = distribution.toString();
    Double rankError = record.rankErrors().get(name);
    if (!Objects.equals(rankError, expected.rankErrors().get(name))) {
      return "rank error of %s is %s instead of %s"
          .formatted(name, rankError, expected.rankErrors().get(name));
    }
    float[] values = window.values(distribution);
    String difference = rankError == null ? null : quantiles(name, values, 2 * rankError);
    return difference == null ? drift(distribution, values) : difference;
  }

  @Nullable
  private String quantiles(String name, float[] values, double tolerance) {
    Map<String, Double> quantiles = record.quantiles().get(name);
    if (quantiles == null || !quantiles.keySet().equals(expected.quantiles().get(name).keySet())) {
      return "quantiles of %s are %s".formatted(name, quantiles);
    }
    for (Map.Entry<String, Double> quantile : quantiles.entrySet()) {
      double share = Double.parseDouble(quantile.getKey());
      float value = quantile.getValue().floatValue();
      double below = count(values, value, false) / (double) values.length;
      double upTo = count(values, value, true) / (double) values.length;
      if (below == upTo || share < below - tolerance - CLOSE || share > upTo + tolerance + CLOSE) {
        return "quantile %s of %s is %s, whose rank is from %s to %s"
            .formatted(share, name, value, below, upTo);
      }
    }
    return null;
  }

  /** How many of ascending values are below another, or not above it. */
  private static long count(float[] values, float other, boolean inclusive) {
    long count = 0;
    for (float value : values) {
      if (value < other || inclusive && value == other) {
        count++;
      }
    }
    return count;
  }

  @Nullable
  private String drift(Distribution distribution, float[] values) {
    String name = distribution.toString();
    Drift drift = record.drift().get(name);
    Drift direct = expected.drift().get(name);
    if (drift == null || direct == null) {
      return drift == direct ? null : "drift of %s is %s".formatted(name, drift);
    }
    double tolerance = 2 * drift.rankError();
    double range = values.length == 0 ? 0 : values[values.length - 1] - values[0];
    boolean same =
        Objects.equals(drift.baselineFrom(), direct.baselineFrom())
            && drift.n() == direct.n()
            && drift.baselineN() == direct.baselineN()
            && drift.rankError() == direct.rankError()
            && Objects.equals(drift.bins(), direct.bins())
            && Objects.equals(drift.psi(), direct.psi())
            && Objects.equals(drift.js(), direct.js())
            && Objects.equals(drift.reason(), direct.reason())
            && isWithin(tolerance, drift.ks(), direct.ks())
            // As far off as its D, but there with it.
            && (drift.ksP() == null) == (direct.ksP() == null)
            // The area between two distribution functions, in the baseline's deviations.
            && isWithin(
                tolerance * range / window.baselineDeviation(distribution),
                drift.w1(),
                direct.w1());
    return same ? null : "drift of %s is %s instead of %s".formatted(name, drift, direct);
  }

  private static boolean isWithin(
      double tolerance, @Nullable Double value, @Nullable Double direct) {
    return value == null || direct == null
        ? Objects.equals(value, direct)
        : Math.abs(value - direct) <= tolerance + CLOSE;
  }
}
