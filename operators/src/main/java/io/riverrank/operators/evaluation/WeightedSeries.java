package io.riverrank.operators.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A series that is resampled many times: sorted once, so that the ranks of a resample cost one pass
 * instead of a sort.
 */
final class WeightedSeries {
  private final double[] values;
  private final int[] sorted;

  WeightedSeries(double[] values) {
    this.values = values;
    this.sorted =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  double[] values() {
    return values;
  }

  /** Ranks within a resample, ties sharing their average; of values not in it: meaningless. */
  double[] ranks(int[] counts) {
    double[] ranks = new double[values.length];
    long before = 0;
    int start = 0;
    while (start < sorted.length) {
      int end = start;
      long size = 0;
      while (end < sorted.length && values[sorted[end]] == values[sorted[start]]) {
        size += counts[sorted[end++]];
      }
      double rank = before + (size + 1) / 2.0;
      for (int i = start; i < end; i++) {
        ranks[sorted[i]] = rank;
      }
      before += size;
      start = end;
    }
    return ranks;
  }

  /** Pearson's r where value {@code i} is there {@code counts[i]} times; NaN if undefined. */
  static double pearson(double[] x, double[] y, int[] counts) {
    double meanX = mean(x, counts);
    double meanY = mean(y, counts);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += counts[i] * dx * dx;
      yy += counts[i] * dy * dy;
      xy += counts[i] * dx * dy;
    }
    return xx == 0 || yy == 0 ? Double.NaN : Correlation.clip(xy / Math.sqrt(xx) / Math.sqrt(yy));
  }

  private static double mean(double[] values, int[] counts) {
    double sum = 0;
    long size = 0;
    for (int i = 0; i < values.length; i++) {
      sum += counts[i] * values[i];
      size += counts[i];
    }
    return sum / size;
  }
}
