package io.riverrank.operators.rerank;

import io.riverrank.operators.rollout.Assignment;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.operators.scoring.ScoringHandle;

/** One model for all groups; a restored group that had another is scored anew. */
final class OneModel implements GroupModels {
  private final ScoringHandle scoring;

  OneModel(ScoringHandle scoring) {
    this.scoring = scoring;
  }

  @Override
  public Assignment choose(String queryId) {
    return Assignment.of(scoring.modelIdentity());
  }

  @Override
  public Assignment restored(Assignment state) {
    return Assignment.of(scoring.modelIdentity());
  }

  @Override
  public ScoringHandle of(String identity) {
    return scoring;
  }

  @Override
  public void began(Assignment group) {}

  @Override
  public void ended(Assignment group) {}

  @Override
  public void recovered() {}

  @Override
  public long tokensInFlight() {
    return scoring.tokensInFlight();
  }

  @Override
  public void close() {
    scoring.close();
  }
}
