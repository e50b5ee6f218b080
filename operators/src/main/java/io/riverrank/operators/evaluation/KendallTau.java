package io.riverrank.operators.evaluation;

/**
 * Kendall's τ-b of two series, as {@code scipy.stats.kendalltau} has it: ties in either count in
 * the denominator (M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33,
 * 1945).
 */
final class KendallTau {

  private KendallTau() {}

  /**
   * Takes time with the square of the length, which is a ranking's.
   *
   * @return NaN with fewer than two values or a series without variance
   */
  public static double b(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series of %d and %d values can't correlate".formatted(x.length, y.length));
    }
    long concordance = 0;
    long untiedX = 0;
    long untiedY = 0;
    for (int i = 1; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        int dx = sign(x[i], x[j]);
        int dy = sign(y[i], y[j]);
        concordance += dx * dy;
        untiedX += dx * dx;
        untiedY += dy * dy;
      }
    }
    return untiedX == 0 || untiedY == 0
        ? Double.NaN
        : Correlation.clip(concordance / Math.sqrt((double) untiedX * untiedY));
  }

  private static int sign(double a, double b) {
    return a > b ? 1 : a < b ? -1 : 0;
  }
}
