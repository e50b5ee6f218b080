package io.riverrank.operators.evaluation;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Intervals of means, from moments only; undefined for fewer than two values. */
public final class MeanIntervals {

  private MeanIntervals() {}

  /**
   * Student's t.
   *
   * @param error the share of intervals that miss, both sides together: 0.05 for 95 %
   */
  public static Interval studentT(Moments moments, double error) {
    long n = moments.n();
    if (n < 2) {
      return Interval.UNDEFINED;
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(error / 2);
    double half = t * Math.sqrt(moments.squares() / (n - 1) / n);
    return new Interval(moments.mean() - half, moments.mean() + half);
  }

  /**
   * Of a share: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
   * Inference", J. Am. Stat. Assoc. 22(158), 1927; without continuity correction.
   *
   * @param hits of {@code n}
   * @param error as for {@link #studentT}
   */
  public static Interval wilson(long hits, long n, double error) {
    if (n < 2) {
      return Interval.UNDEFINED;
    }
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(error / 2);
    double share = hits / (double) n;
    double spread = 1 + z * z / n;
    double centre = (share + z * z / (2 * n)) / spread;
    double half = z / spread * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    // At the ends the formula gives 0 and 1, but for rounding.
    return new Interval(hits == 0 ? 0 : centre - half, hits == n ? 1 : centre + half);
  }
}
