package io.riverrank.operators.scoring;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What the model says of one pair.
 *
 * @param logit raw output, of the label that ranks; NaN if there is an error
 * @param score output after the activation; NaN if there is an error
 * @param tokens that the model read, special ones included
 * @param truncated whether tokens of the pair were left out
 * @param rows of the model that it took: more than 1 where a long document was cut into chunks
 * @param logits of all labels, in the model's order; null where there is one, or an error
 * @param error why there is no score, one sentence; null if there is one
 */
public record PairScore(
    float logit,
    float score,
    int tokens,
    boolean truncated,
    int rows,
    @Nullable List<Float> logits,
    @Nullable String error) {

  /** Of a pair in one row, by a model with one label. */
  public PairScore(
      float logit, float score, int tokens, boolean truncated, @Nullable String error) {
    this(logit, score, tokens, truncated, 1, null, error);
  }

  static PairScore failed(int tokens, boolean truncated, String error) {
    return new PairScore(Float.NaN, Float.NaN, tokens, truncated, error);
  }

  /** The same for a pair that took more rows. */
  PairScore inRows(int newRows, int allTokens, @Nullable String newError) {
    boolean scored = newError == null;
    return new PairScore(
        scored ? logit : Float.NaN,
        scored ? score : Float.NaN,
        allTokens,
        truncated,
        newRows,
        scored ? logits : null,
        newError);
  }

  /** Whether a chunk with this score stands for its document rather than one with another. */
  boolean isAbove(PairScore other) {
    // Scores of a saturated sigmoid are equal where logits are not.
    return score > other.score || (score == other.score && logit > other.logit);
  }
}
