package io.riverrank.operators.evaluation;

import java.util.function.ToDoubleFunction;

/**
 * 95 % intervals by the percentile bootstrap: values (pairs, queries) are drawn with replacement.
 * The same seed gives the same interval.
 */
public final class BootstrapIntervals {
  private final int resamples;
  private final long seed;

  /**
   * @param resamples 0 for none: every interval is undefined then
   */
  public BootstrapIntervals(int resamples, long seed) {
    this.resamples = resamples;
    this.seed = seed;
  }

  /** Of {@link Correlation#pearson}. */
  public Interval pearson(double[] labels, double[] scores) {
    return of(labels.length, counts -> WeightedSeries.pearson(labels, scores, counts));
  }

  /** Of {@link Correlation#spearman}; the ranks are taken anew in each resample. */
  public Interval spearman(double[] labels, double[] scores) {
    WeightedSeries x = new WeightedSeries(labels);
    WeightedSeries y = new WeightedSeries(scores);
    return of(labels.length, counts -> spearman(x, y, counts));
  }

  /** Of the difference of two systems' Pearson correlations on the same pairs, b − a. */
  public Interval pearsonDifference(double[] labels, double[] a, double[] b) {
    return of(
        labels.length,
        counts ->
            WeightedSeries.pearson(labels, b, counts) - WeightedSeries.pearson(labels, a, counts));
  }

  /** Of the difference of two systems' Spearman correlations on the same pairs, b − a. */
  public Interval spearmanDifference(double[] labels, double[] a, double[] b) {
    WeightedSeries x = new WeightedSeries(labels);
    WeightedSeries first = new WeightedSeries(a);
    WeightedSeries second = new WeightedSeries(b);
    return of(labels.length, counts -> spearman(x, second, counts) - spearman(x, first, counts));
  }

  /** Of a mean: of a metric over queries, or of its differences. */
  public Interval mean(double[] values) {
    return of(
        values.length,
        counts -> {
          double sum = 0;
          for (int i = 0; i < values.length; i++) {
            sum += counts[i] * values[i];
          }
          return sum / values.length;
        });
  }

  private static double spearman(WeightedSeries x, WeightedSeries y, int[] counts) {
    return WeightedSeries.pearson(x.ranks(counts), y.ranks(counts), counts);
  }

  private Interval of(int size, ToDoubleFunction<int[]> statistic) {
    return size == 0 || resamples == 0
        ? Interval.UNDEFINED
        : Interval.ofReplicates(Bootstrap.replicates(size, resamples, seed, statistic));
  }
}
