package io.riverrank.operators.monitoring.alerts.rules;

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

  /** From the figure's scale to [0, 1]. */
  public double toUnit(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  /** From [0, 1] to the figure's scale. */
  public double fromUnit(double value) {
    return low + value * (high - low);
  }
}
