package io.riverrank.operators.evaluation;

import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/** Correlations of two series of finite numbers, as {@code scipy.stats} has them. */
public final class Correlation {

  private Correlation() {}

  /**
   * Pearson's r in two passes. (The library's way, by sums of squares, loses half of the digits
   * where r is near 0.)
   *
   * @return NaN with fewer than two values or a series without variance
   */
  public static double pearson(double[] x, double[] y) {
    requireSameLength(x, y);
    if (x.length < 2 || isConstant(x) || isConstant(y)) {
      return Double.NaN;
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    return clip(xy / (Math.sqrt(xx) * Math.sqrt(yy)));
  }

  /**
   * Spearman's ρ: Pearson's r of the ranks.
   *
   * @return NaN with fewer than two values or a series without variance
   */
  public static double spearman(double[] x, double[] y) {
    requireSameLength(x, y);
    return x.length < 2 ? Double.NaN : pearson(ranks(x), ranks(y));
  }

  /** Ranks from 1, ties sharing their average. */
  public static double[] ranks(double[] values) {
    return values.length == 0
        ? values
        : new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(values);
  }

  static double clip(double r) {
    return Math.max(-1, Math.min(1, r));
  }

  /**
   * The mean, without what rounding leaves in a plain sum.
   *
   * @return NaN if there are no values
   */
  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    // A second pass takes back most of what rounding left in the first.
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return mean + rest / values.length;
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static void requireSameLength(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series of %d and %d values can't correlate".formatted(x.length, y.length));
    }
  }
}
