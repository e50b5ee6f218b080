package io.riverrank.operators.monitoring.alerts.rules;

import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;

/**
 * Where the values of a figure lie.
 *
 * @param low least value; may be infinite
 * @param high greatest value; may be infinite
 * @param kind what a query contributes
 */
public record Scale(double low, double high, Kind kind) {

  /** Of the values that a figure is made of. */
  public enum Kind {
    /** The mean of 0 or 1 for each query. */
    SHARE,
    /** The mean of one bounded value for each query. */
    BOUNDED_MEAN,
    /** Anything else. */
    OTHER
  }

  /**
   * UnitMoments on [0, 1] of a figure's values for one query.
   *
   * @param variance in units of the figure, squared
   */
  public UnitMoments moments(long n, double mean, double variance) {
    double range = high - low;
    return kind == Kind.SHARE
        ? UnitMoments.ofShare(n, toUnit(mean))
        : new UnitMoments(n, toUnit(mean), variance / (range * range));
  }

  /**
   * UnitMoments on [0, 1] of a figure's values for one query.
   *
   * @param halfWidth of the mean's 95 % interval; NaN if there is none
   */
  public UnitMoments momentsOfInterval(long n, double mean, double halfWidth) {
    return kind == Kind.SHARE
        ? UnitMoments.ofShare(n, toUnit(mean))
        : UnitMoments.ofInterval(n, toUnit(mean), halfWidth / (high - low));
  }

  private double toUnit(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  /** From [0, 1] to the figure's scale. */
  public double fromUnit(double value) {
    return low + value * (high - low);
  }
}
