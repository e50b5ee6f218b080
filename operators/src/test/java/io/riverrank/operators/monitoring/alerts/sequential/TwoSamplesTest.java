package io.riverrank.operators.monitoring.alerts.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoSamplesTest {

  /** The mean of the factor over all outcomes of n and k values that are 0 or 1. */
  private static double meanFactor(
      int bet,
      int n,
      double meanOfLarger,
      int k,
      double meanOfSmaller,
      double shift,
      double centre) {
    BinomialDistribution ones = BinomialDistribution.of(n, meanOfLarger);
    BinomialDistribution others = BinomialDistribution.of(k, meanOfSmaller);
    double mean = 0;
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= k; j++) {
        double logFactor =
            TwoSamples.logFactor(
                bet,
                UnitMoments.ofShare(n, (double) i / n),
                UnitMoments.ofShare(k, (double) j / k),
                shift,
                centre);
        mean += ones.probability(i) * others.probability(j) * Math.exp(logFactor);
      }
    }
    return mean;
  }

  /** By counting, so that no chance is in it: what is exact about 0 and 1 is exact here. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "5, 3", "2, 40", "40, 2", "20, 20"})
  void noBetGainsOnAverageWhereTheHypothesisHolds(int n, int k) {
    double largest = 0;
    for (double shift : new double[] {-0.5, -0.1, -0.01, 0, 0.01, 0.2}) {
      for (double centre : new double[] {0, 0.3, 0.9, 1}) {
        for (int step = 0; step <= 20; step++) {
          double smaller = step / 20.0;
          double larger = smaller + shift;
          if (larger < 0) {
            continue;
          }
          for (int bet = 0; bet < Bets.count(); bet++) {
            double mean = meanFactor(bet, n, Math.min(1, larger), k, smaller, shift, centre);
            assertThat(mean)
                .as("bet %d, shift %s, centre %s, mean %s", bet, shift, centre, smaller)
                .isLessThanOrEqualTo(1 + 1e-9);
            largest = Math.max(largest, mean);
          }
        }
      }
    }
    // Not by far: evidence isn't thrown away.
    assertThat(largest).isGreaterThan(0.999);
  }

  @Test
  void aTrueGuessOfTheCentreLosesNothing() {
    double mean = meanFactor(4, 20, 0.6, 30, 0.6, 0, 0.6);
    assertThat(mean).isCloseTo(1, within(1e-3));
    assertThat(meanFactor(4, 20, 0.6, 30, 0.6, 0, 0.1)).isLessThan(mean);
  }

  @Test
  void evidenceGrowsWhereTheOneIsLarger() {
    EProcess evidence = EProcess.start();
    for (int window = 0; window < 40; window++) {
      evidence =
          TwoSamples.after(
              evidence, UnitMoments.ofShare(100, 0.5), UnitMoments.ofShare(900, 0.5), -0.05, 0.5);
    }
    assertThat(evidence.value()).isGreaterThan(20);
  }

  /** Values between 0 and 1 have less spread than their mean allows, so they say more. */
  @Test
  void momentsCountAndEvidenceIsNeverOverstated() {
    UnitMoments even = new UnitMoments(100, 0.5, 0);
    UnitMoments spread = UnitMoments.ofShare(100, 0.5);
    double exact = TwoSamples.logFactor(5, even, even, -0.1, 0.5);
    assertThat(exact).isGreaterThan(TwoSamples.logFactor(5, spread, spread, -0.1, 0.5));
    // Fifty values of 0.25 and fifty of 0.75 have the moments; so has what the bound allows for.
    double theta = Bets.theta(5) / 2 / (1 + Bets.theta(5) / 2 * 0.5);
    double real = 50 * Math.log1p(-theta * 0.25) + 50 * Math.log1p(-theta * 0.75);
    assertThat(100 * Bets.leastMeanLog(theta, new UnitMoments(100, 0.5, 0.0625)))
        .isLessThanOrEqualTo(real);
  }
}
