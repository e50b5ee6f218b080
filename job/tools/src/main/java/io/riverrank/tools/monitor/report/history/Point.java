package io.riverrank.tools.monitor.report.history;

import javax.annotation.Nullable;

/**
 * One series in one window.
 *
 * @param startMs of the window, epoch milliseconds
 * @param value NaN if there is none
 * @param low of the 95 % interval; NaN if there is none
 * @param high of it
 * @param n queries that it rests on
 * @param reason why there is no value
 */
public record Point(
    long startMs, double value, double low, double high, long n, @Nullable String reason) {

  public boolean isDefined() {
    return !Double.isNaN(value);
  }

  public boolean hasInterval() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }
}
