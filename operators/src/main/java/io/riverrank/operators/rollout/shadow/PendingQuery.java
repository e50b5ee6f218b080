package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.ScoredPair;
import javax.annotation.Nullable;

/** A query that waits for the challenger's scores. */
final class PendingQuery {
  private final ShadowQuery query;
  private final PairScore[] scores;
  private int missing;
  private boolean failed;

  PendingQuery(ShadowQuery query) {
    this.query = query;
    scores = new PairScore[query.pairs()];
    missing = scores.length;
  }

  ShadowQuery query() {
    return query;
  }

  /**
   * @return whether that was the last score
   */
  boolean scored(ScoredPair pair) {
    scores[pair.id().position()] = pair.score();
    failed |= pair.score().error() != null;
    return --missing == 0;
  }

  /** By candidate; null if one of them has no score. */
  @Nullable
  PairScore[] scores() {
    return failed ? null : scores;
  }
}
