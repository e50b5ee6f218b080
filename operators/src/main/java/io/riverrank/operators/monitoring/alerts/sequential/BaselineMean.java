package io.riverrank.operators.monitoring.alerts.sequential;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** How low the mean of a baseline may really be: it is an estimate, too. */
public final class BaselineMean {

  private BaselineMean() {}

  /**
   * Lower end of the two-sided interval that misses the mean with this probability. Clopper and
   * Pearson's for values that are 0 or 1. Else Student's t, but never closer to the mean than n
   * values that are all 1 would allow: a sample without spread knows nothing of rare values.
   *
   * @param error in (0, 1), for both ends together
   * @return from 0 to 1
   */
  public static double lowerEnd(UnitMoments baseline, double error) {
    return baseline.variance() >= baseline.mean() * (1 - baseline.mean())
        ? clopperPearson(baseline, error)
        : student(baseline, error);
  }

  private static double clopperPearson(UnitMoments baseline, double error) {
    double ones = Math.rint(baseline.n() * baseline.mean());
    return ones == 0
        ? 0
        : BetaDistribution.of(ones, baseline.n() - ones + 1)
            .inverseCumulativeProbability(error / 2);
  }

  private static double student(UnitMoments baseline, double error) {
    double n = baseline.n();
    if (n < 2) {
      return 0;
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability(error / 2);
    double halfWidth = t * Math.sqrt(baseline.variance() / (n - 1));
    double ofNoSpread = -Math.log(error / 2) / n;
    return Math.max(0, baseline.mean() - Math.max(halfWidth, ofNoSpread));
  }
}
