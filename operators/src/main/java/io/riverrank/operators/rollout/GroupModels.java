package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;

/**
 * The models that the groups of a subtask have. A group gets its model at its first event and keeps
 * it; it is named by {@link ScoringHandle#modelIdentity}.
 */
public interface GroupModels extends AutoCloseable {

  /** The model of a group that begins. */
  ScoringHandle choose(String queryId);

  /**
   * The model that a restored group gets: its own if that is there.
   *
   * @param identity that state says
   * @throws io.riverrank.operators.model.ModelException if it has to be its own and isn't there
   */
  ScoringHandle restored(String identity);

  /** The model of a group that began, or was restored, and has not ended. */
  ScoringHandle of(String identity);

  /** A group began, or was restored, with this model. */
  void began(String identity);

  /** It was emitted. */
  void ended(String identity);

  /** Every restored group has its model. */
  void recovered();

  /** Tokens that wait for a model. */
  long tokensInFlight();

  /** Forgets what was submitted and frees the models that nobody else holds. */
  @Override
  void close();
}
