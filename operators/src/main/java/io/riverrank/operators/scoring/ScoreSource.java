package io.riverrank.operators.scoring;

/** Where a pair's score came from. */
public enum ScoreSource {
  /** The pair went through the model itself, or failed on its way there. */
  MODEL,
  /** The score was remembered. */
  CACHE,
  /** An equal pair was on its way through the model. */
  EQUAL_PAIR
}
