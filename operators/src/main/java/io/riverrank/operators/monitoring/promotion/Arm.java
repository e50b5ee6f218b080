package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;

/**
 * The mean of one model's values so far, in [0, 1], where more is better.
 *
 * @param n values
 */
record Arm(long n, double mean) {
  static final Arm EMPTY = new Arm(0, 0);

  Arm with(UnitMoments window) {
    long all = n + window.n();
    return new Arm(all, mean + (window.mean() - mean) * window.n() / all);
  }
}
