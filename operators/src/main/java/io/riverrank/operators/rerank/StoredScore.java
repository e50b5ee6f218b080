package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.PairScore;
import javax.annotation.Nullable;

/**
 * A score in keyed state.
 *
 * @param version of the text that was scored
 * @param error why there is no score; null if there is one
 */
record StoredScore(
    int version, float logit, float score, boolean truncated, @Nullable String error) {

  static StoredScore of(int version, PairScore score) {
    return new StoredScore(version, score.logit(), score.score(), score.truncated(), score.error());
  }
}
