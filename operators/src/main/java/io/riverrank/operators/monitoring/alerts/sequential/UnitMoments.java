package io.riverrank.operators.monitoring.alerts.sequential;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Of n values in [0, 1].
 *
 * @param n above 0
 * @param mean in [0, 1]
 * @param variance mean square of the differences from the mean; at most mean · (1 − mean)
 */
public record UnitMoments(long n, double mean, double variance) {

  private static final double TAIL_OF_95_PERCENT = 0.975;

  public UnitMoments {
    if (n < 1 || !(mean >= 0 && mean <= 1) || !(variance >= 0)) {
      throw new IllegalArgumentException(
          "no moments of values in [0, 1]: n %d, mean %s, variance %s"
              .formatted(n, mean, variance));
    }
    variance = Math.min(variance, mean * (1 - mean));
  }

  /** Of values that are 0 or 1. */
  public static UnitMoments ofShare(long n, double share) {
    return new UnitMoments(n, share, share * (1 - share));
  }

  /**
   * Of values whose mean has a 95 % interval of Student's t. Where it isn't known, or may have been
   * cut at both ends of the scale, the variance is the largest that there can be.
   *
   * @param halfWidth of the interval, the longer half of one that was cut; NaN if it isn't known;
   *     of no meaning for a single value
   */
  public static UnitMoments ofInterval(long n, double mean, double halfWidth) {
    if (n < 2) {
      return new UnitMoments(n, mean, 0);
    }
    if (Double.isNaN(halfWidth) || halfWidth >= Math.max(mean, 1 - mean)) {
      return ofShare(n, mean);
    }
    double t = TDistribution.of(n - 1).inverseCumulativeProbability(TAIL_OF_95_PERCENT);
    double standardError = halfWidth / t;
    return new UnitMoments(n, mean, standardError * standardError * (n - 1));
  }

  /** Of the values 1 − x. */
  public UnitMoments mirrored() {
    return new UnitMoments(n, 1 - mean, variance);
  }
}
