package io.riverrank.tools.bench.advice;

import javax.annotation.Nullable;

/**
 * What came of a choice.
 *
 * @param pairsPerSecond of the scorer; 0 if it can't be used
 * @param quality null without a reference, or if it can't be used
 * @param problem why it can't be used; null if it can
 */
public record Tried(
    Choice choice, double pairsPerSecond, @Nullable Quality quality, @Nullable String problem) {

  static Tried failed(Choice choice, String problem) {
    return new Tried(choice, 0, null, problem);
  }
}
