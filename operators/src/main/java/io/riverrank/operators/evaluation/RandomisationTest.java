package io.riverrank.operators.evaluation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fisher's paired randomisation test, two-sided: if two systems were alike, which of them gave
 * which result would be chance, so results are swapped between them and one counts how often the
 * difference is at least as large as the observed one.
 *
 * <p>Where all swaps are no more than the permutations asked for, they are all made and p is exact;
 * otherwise random ones are drawn, and p is (1 + as large) / (1 + permutations), as {@code
 * scipy.stats.permutation_test} has it. The same seed gives the same p.
 */
public final class RandomisationTest {
  /** Differences this close (relative) to the observed one count as equal to it. */
  private static final double TOLERANCE = 1e-14;

  private static final int EXACT_UP_TO = 30;

  private final int permutations;
  private final long seed;

  /**
   * @param permutations 0 for none: p is undefined then
   */
  public RandomisationTest(int permutations, long seed) {
    this.permutations = permutations;
    this.seed = seed;
  }

  /**
   * Of two systems' means.
   *
   * @param differences of each query or pair, {@code [n]}
   * @return p; NaN if there are none
   */
  public double ofMeans(double[] differences) {
    int n = differences.length;
    return p(n, swaps -> sum(differences, swaps));
  }

  /**
   * Of two systems' Pearson correlations with the same labels. Scales may differ, so each system's
   * scores are standardised before they are swapped; for Spearman's, give ranks.
   *
   * @return p; NaN if a correlation is undefined
   */
  public double ofCorrelations(double[] labels, double[] a, double[] b) {
    if (Double.isNaN(Correlation.pearson(labels, a) - Correlation.pearson(labels, b))) {
      return Double.NaN;
    }
    double[] first = standardised(a);
    double[] second = standardised(b);
    return p(
        labels.length,
        swaps -> {
          double[] left = new double[labels.length];
          double[] right = new double[labels.length];
          for (int i = 0; i < labels.length; i++) {
            boolean swap = swaps.at(i);
            left[i] = swap ? second[i] : first[i];
            right[i] = swap ? first[i] : second[i];
          }
          return Correlation.pearson(labels, right) - Correlation.pearson(labels, left);
        });
  }

  private double p(int size, Statistic statistic) {
    if (size == 0 || permutations == 0) {
      return Double.NaN;
    }
    double observed = Math.abs(statistic.of(i -> false));
    double atLeast = observed - Math.max(observed, 1) * TOLERANCE;
    if (size <= EXACT_UP_TO && 1L << size <= permutations) {
      int all = 1 << size;
      long asLarge =
          IntStream.range(0, all)
              .parallel()
              .filter(code -> Math.abs(statistic.of(i -> (code >> i & 1) == 1)) >= atLeast)
              .count();
      return (double) asLarge / all;
    }
    long asLarge =
        IntStream.range(0, permutations)
            .parallel()
            .filter(step -> Math.abs(statistic.of(draw(size, step))) >= atLeast)
            .count();
    return (1.0 + asLarge) / (1.0 + permutations);
  }

  private Swaps draw(int size, int step) {
    SplittableRandom random = Bootstrap.random(seed, step);
    boolean[] swaps = new boolean[size];
    for (int i = 0; i < size; i++) {
      swaps[i] = random.nextBoolean();
    }
    return i -> swaps[i];
  }

  private static double sum(double[] differences, Swaps swaps) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += swaps.at(i) ? -differences[i] : differences[i];
    }
    return sum / differences.length;
  }

  private static double[] standardised(double[] values) {
    double mean = Correlation.mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    double[] standardised = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      standardised[i] = (values[i] - mean) / deviation;
    }
    return standardised;
  }

  private interface Swaps {
    boolean at(int index);
  }

  private interface Statistic {
    double of(Swaps swaps);
  }
}
