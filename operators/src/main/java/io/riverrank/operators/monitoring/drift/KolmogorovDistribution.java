package io.riverrank.operators.monitoring.drift;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The distribution of Kolmogorov's D of n values, two-sided, as {@code scipy.stats.kstwo} has it.
 * Which formula is best where: Simard and L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov
 * Distribution", J. Stat. Softw. 39(11), 2011. (commons-statistics has it, but for samples only.)
 */
final class KolmogorovDistribution {

  private static final int FEW = 140;
  private static final int MANY = 100_000;
  private static final int MOST_TERMS = 1_000_000;

  private KolmogorovDistribution() {}

  /**
   * P(D ≥ d).
   *
   * @param n at least 1
   */
  static double survival(double d, long n) {
    double nd = n * d;
    if (nd <= 0.5) {
      return 1;
    }
    if (d >= 1) {
      return 0;
    }
    double ndd = nd * d;
    if (ndd >= 370) {
      return 0;
    }
    if (d >= 0.5 || ndd >= (n <= FEW ? 4 : 2.2)) {
      // Both sides at once are impossible from ½ on, and hardly ever happen here.
      return Math.min(1, 2 * oneSided(d, n));
    }
    double below =
        n <= FEW || (n <= MANY && nd * Math.sqrt(d) <= 1.4)
            ? DurbinMatrix.below(d, (int) n)
            : PelzGood.below(d, n);
    return Math.max(0, Math.min(1, 1 - below));
  }

  /**
   * P(D⁺ ≥ d): the sum of Birnbaum and Tingey (1951), written with binomial probabilities; past a
   * million values, Maag and Dicaire's approximation (1971).
   */
  private static double oneSided(double d, long n) {
    if (n > MOST_TERMS) {
      double root = 6 * n * d + 1;
      return Math.exp(-root * root / (18.0 * n));
    }
    double sum = 0;
    int last = (int) Math.floor(n * (1 - d));
    for (int j = 0; j <= last; j++) {
      double share = Math.min(1, d + j / (double) n);
      sum += d / share * BinomialDistribution.of((int) n, share).probability(j);
    }
    return sum;
  }
}
