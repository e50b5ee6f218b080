package io.riverrank.schemas.monitoring;

import javax.annotation.Nullable;

/**
 * One figure of a window.
 *
 * @param value null if it can't be computed; then there is a reason
 * @param n queries that it rests on
 * @param low lower end of the 95 % interval; null where there is none
 * @param high upper end of it
 * @param reason why there is no value, in a word or a few; null if there is one
 */
public record FigureValue(
    @Nullable Double value,
    long n,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String reason) {

  public static FigureValue of(double value, long n) {
    return new FigureValue(value, n, null, null, null);
  }

  public static FigureValue of(double value, long n, double low, double high) {
    return new FigureValue(value, n, low, high, null);
  }

  /** Without a value, never 0. */
  public static FigureValue missing(String reason) {
    return new FigureValue(null, 0, null, null, reason);
  }
}
