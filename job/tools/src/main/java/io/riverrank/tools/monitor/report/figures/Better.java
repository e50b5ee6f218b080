package io.riverrank.tools.monitor.report.figures;

import io.riverrank.tools.monitor.report.history.Point;

/** Which direction of a figure is the good one. */
public enum Better {
  HIGHER,
  LOWER,
  NEITHER;

  /**
   * By how much an interval is on the bad side of a value for certain; below 0 if it reaches the
   * good side. Where there is no interval, the value itself counts.
   */
  public double shortfall(Point point, double whole) {
    return switch (this) {
      case HIGHER -> whole - (point.hasInterval() ? point.high() : point.value());
      case LOWER -> (point.hasInterval() ? point.low() : point.value()) - whole;
      case NEITHER -> 0;
    };
  }
}
