package io.riverrank.operators.scoring;

import javax.annotation.Nullable;

/**
 * What the model says of one pair.
 *
 * @param logit raw output; NaN if there is an error
 * @param score output after the activation; NaN if there is an error
 * @param tokens that the model read, special ones included
 * @param truncated whether tokens of the pair were left out
 * @param rows of the model that it took: more than 1 where a long document was cut into chunks
 * @param error why there is no score, one sentence; null if there is one
 */
public record PairScore(
    float logit, float score, int tokens, boolean truncated, int rows, @Nullable String error) {

  /** Of a pair in one row. */
  public PairScore(
      float logit, float score, int tokens, boolean truncated, @Nullable String error) {
    this(logit, score, tokens, truncated, 1, error);
  }

  static PairScore failed(int tokens, boolean truncated, String error) {
    return new PairScore(Float.NaN, Float.NaN, tokens, truncated, error);
  }
}
