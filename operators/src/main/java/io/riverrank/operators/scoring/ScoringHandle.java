package io.riverrank.operators.scoring;

import io.riverrank.schemas.ModelInfo;
import java.util.List;

/** One task's way to the scoring service. Submitting and closing are for the task's own thread. */
public interface ScoringHandle extends AutoCloseable {

  /** The model that scores. */
  ModelInfo info();

  /**
   * Everything that a score depends on, in one text: the model's files, what the user said over
   * them, and what computes it. Scores of different identities don't belong into one ranking.
   */
  String modelIdentity();

  /** Tokens that were read from submitted pairs and wait for the model. */
  long tokensInFlight();

  /**
   * Hands pairs over without waiting; the listener gets each one's score. How many may wait is for
   * the caller to bound.
   */
  void submit(List<ScoreRequest> requests);

  /** Forgets what was submitted; the listener is not called again. */
  @Override
  void close();
}
