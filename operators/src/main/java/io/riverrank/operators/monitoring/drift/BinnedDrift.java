package io.riverrank.operators.monitoring.drift;

/** Distances of two histograms over the same bins. */
final class BinnedDrift {

  private static final double FLOOR = 1e-4;
  private static final double LOG_2 = Math.log(2);

  private BinnedDrift() {}

  /**
   * Population stability index: Σ (a − e) ln(a ÷ e), shares at least 1e-4 and not renormalised.
   *
   * @param expected counts of the baseline, their sum above 0
   * @param actual counts of the window, their sum above 0
   */
  static double psi(long[] expected, long[] actual) {
    double[] e = shares(expected);
    double[] a = shares(actual);
    double sum = 0;
    for (int i = 0; i < e.length; i++) {
      double from = Math.max(e[i], FLOOR);
      double to = Math.max(a[i], FLOOR);
      sum += (to - from) * Math.log(to / from);
    }
    return sum;
  }

  /** Jensen and Shannon's distance: the root of their divergence to base 2, from 0 to 1. */
  static double jensenShannon(long[] expected, long[] actual) {
    double[] e = shares(expected);
    double[] a = shares(actual);
    double sum = 0;
    for (int i = 0; i < e.length; i++) {
      double middle = (e[i] + a[i]) / 2;
      sum += information(e[i], middle) + information(a[i], middle);
    }
    return Math.sqrt(Math.max(0, Math.min(1, sum / LOG_2 / 2)));
  }

  private static double information(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle);
  }

  private static double[] shares(long[] counts) {
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    double[] shares = new double[counts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = counts[i] / total;
    }
    return shares;
  }
}
