package io.riverrank.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals and p values against what is known of them. */
class SamplingTest {
  private static final long SEED = 5;

  private static double[] normal(SplittableRandom random, int n, double mean) {
    return IntStream.range(0, n)
        .mapToDouble(
            i ->
                mean
                    + Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                        * Math.cos(2 * Math.PI * random.nextDouble()))
        .toArray();
  }

  /** All sign flips, by recursion instead of by bits. */
  private static int asLarge(double[] differences, int from, double sum, double observed) {
    if (from == differences.length) {
      return Math.abs(sum) >= observed - 1e-12 ? 1 : 0;
    }
    return asLarge(differences, from + 1, sum + differences[from], observed)
        + asLarge(differences, from + 1, sum - differences[from], observed);
  }

  private static double exact(double[] differences) {
    double observed =
        Math.abs(IntStream.range(0, differences.length).mapToDouble(i -> differences[i]).sum());
    return asLarge(differences, 0, 0, observed) / (double) (1 << differences.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 10})
  void fewDifferencesGiveTheExactP(int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (int trial = 0; trial < 10; trial++) {
      double[] differences = normal(random, n, 0.5);
      // Ties among the sums, which have to count on the same side in both.
      double[] rounded =
          IntStream.range(0, n).mapToDouble(i -> Math.rint(differences[i] * 2) / 10).toArray();

      RandomisationTest test = new RandomisationTest(1 << n, SEED);
      assertThat(test.ofMeans(differences)).isEqualTo(exact(differences));
      assertThat(test.ofMeans(rounded)).isEqualTo(exact(rounded));
    }
  }

  @Test
  void manyDifferencesGiveAnEstimateOfIt() {
    double[] differences = normal(new SplittableRandom(3), 10, 0.5);
    RandomisationTest sampled = new RandomisationTest(1000, SEED);
    double p = exact(differences);

    // Four standard errors.
    assertThat(sampled.ofMeans(differences))
        .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 1000)))
        .isEqualTo(new RandomisationTest(1000, SEED).ofMeans(differences))
        .isNotEqualTo(new RandomisationTest(1000, SEED + 1).ofMeans(differences));
  }

  @Test
  void correlationsSwapPairByPair() {
    double[] labels = {1, 2, 3, 4, 5, 6};
    double[] good = {1, 2, 3, 5, 4, 6};
    double[] bad = {3, 1, 6, 2, 5, 4};
    double observed =
        Math.abs(Correlation.pearson(labels, bad) - Correlation.pearson(labels, good));
    int asLarge = 0;
    for (int swaps = 0; swaps < 64; swaps++) {
      double[] a = good.clone();
      double[] b = bad.clone();
      for (int i = 0; i < 6; i++) {
        if ((swaps >> i & 1) == 1) {
          a[i] = bad[i];
          b[i] = good[i];
        }
      }
      double difference = Correlation.pearson(labels, b) - Correlation.pearson(labels, a);
      asLarge += Math.abs(difference) >= observed - 1e-12 ? 1 : 0;
    }

    // Ranks have one scale, so that standardising them first changes nothing.
    assertThat(new RandomisationTest(64, SEED).ofCorrelations(labels, good, bad))
        .isEqualTo(asLarge / 64.0);
  }

  @Test
  void theSeedFixesAnInterval() {
    double[] values = normal(new SplittableRandom(1), 50, 0);

    Interval interval = new BootstrapIntervals(200, SEED).mean(values);
    assertThat(interval)
        .isEqualTo(new BootstrapIntervals(200, SEED).mean(values))
        .isNotEqualTo(new BootstrapIntervals(200, SEED + 1).mean(values));
    assertThat(new BootstrapIntervals(0, SEED).mean(values)).isEqualTo(Interval.UNDEFINED);
  }

  /** The mean of 60 normal values: the percentile bootstrap's own coverage is 94 % there. */
  @Test
  void intervalsOfAMeanCoverItAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(11);
    int trials = 400;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      Interval interval = new BootstrapIntervals(500, trial).mean(normal(random, 60, 2));
      covered += interval.low() <= 2 && 2 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / (double) trials).isBetween(0.91, 0.975);
  }

  /** Two normal series with a correlation of 0.6, and the same by ranks: 6 / π · asin(0.3). */
  @Test
  void intervalsOfCorrelationsCoverThemAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(12);
    int trials = 200;
    int pearson = 0;
    int spearman = 0;
    double rho = 6 / Math.PI * Math.asin(0.3);
    for (int trial = 0; trial < trials; trial++) {
      double[] x = normal(random, 80, 0);
      double[] noise = normal(random, 80, 0);
      double[] y = IntStream.range(0, 80).mapToDouble(i -> 0.6 * x[i] + 0.8 * noise[i]).toArray();
      BootstrapIntervals intervals = new BootstrapIntervals(400, trial);
      pearson += contains(intervals.pearson(x, y), 0.6);
      spearman += contains(intervals.spearman(x, y), rho);
    }
    assertThat(pearson / (double) trials).isBetween(0.89, 0.985);
    assertThat(spearman / (double) trials).isBetween(0.89, 0.985);
  }

  private static int contains(Interval interval, double value) {
    return interval.low() <= value && value <= interval.high() ? 1 : 0;
  }
}
