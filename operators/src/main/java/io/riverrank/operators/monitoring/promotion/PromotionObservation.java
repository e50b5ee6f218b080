package io.riverrank.operators.monitoring.promotion;

import javax.annotation.Nullable;

/**
 * What one rule sees of one metrics record.
 *
 * @param rule its name
 * @param model fingerprint
 * @param startMs of the window, epoch milliseconds
 * @param endMs of the window, epoch milliseconds
 * @param queries that the model answered in the window
 * @param value of the figure; null where it couldn't be computed
 * @param n queries that the figure rests on
 * @param halfWidth of its 95 % interval; NaN where it has none
 */
record PromotionObservation(
    String rule,
    String model,
    long startMs,
    long endMs,
    long queries,
    @Nullable Double value,
    long n,
    double halfWidth) {

  boolean hasValue() {
    return value != null && n > 0;
  }
}
