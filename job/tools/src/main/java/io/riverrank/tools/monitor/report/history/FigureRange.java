package io.riverrank.tools.monitor.report.history;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;

/**
 * Where the values of a figure lie, so that nothing is drawn beyond.
 *
 * @param low least value; may be infinite
 * @param high greatest value; may be infinite
 */
public record FigureRange(double low, double high) {

  private static final FigureRange ANY =
      new FigureRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * @param name as in the records; of one that isn't known any value may be
   */
  public static FigureRange of(String name) {
    return KnownFigures.scale(name)
        .map(scale -> new FigureRange(scale.low(), scale.high()))
        .orElse(ANY);
  }

  /** An interval by Student's t may reach beyond the ends of the scale. NaN stays so. */
  public double clip(double value) {
    return Math.max(low, Math.min(high, value));
  }
}
