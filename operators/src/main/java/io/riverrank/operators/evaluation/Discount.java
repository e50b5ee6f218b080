package io.riverrank.operators.evaluation;

/** The discount of cumulative gain. */
final class Discount {

  private static final double LOG_2 = Math.log(2);

  private Discount() {}

  /**
   * log2(rank + 1).
   *
   * @param index rank from 0
   */
  static double at(int index) {
    return Math.log(index + 2.0) / LOG_2;
  }
}
