package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;

/**
 * The models that the groups of a subtask have. A group gets its model, or two if it is
 * interleaved, at its first event and keeps it.
 */
public interface GroupModels extends AutoCloseable {

  /** The models of a group that begins. */
  Assignment choose(String queryId);

  /**
   * The models that a restored group gets: its own if they are there.
   *
   * @param state what it says
   * @throws io.riverrank.operators.model.ModelException if they have to be its own and aren't there
   */
  Assignment restored(Assignment state);

  /** A model of a group that began, or was restored, and has not ended. */
  ScoringHandle of(String identity);

  /** A group began, or was restored, with these models. */
  void began(Assignment group);

  /** It was emitted. */
  void ended(Assignment group);

  /** Every restored group has its model. */
  void recovered();

  /** Tokens that wait for a model. */
  long tokensInFlight();

  /** Forgets what was submitted and frees the models that nobody else holds. */
  @Override
  void close();
}
