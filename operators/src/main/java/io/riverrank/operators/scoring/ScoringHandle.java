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

  /** Whether the session itself is broken: no score will come any more. */
  boolean isBroken();

  /**
   * Another handle of the same model, which is this one's as long as it is open. Its pairs run only
   * while no pair of another handle waits, of whichever model of the job on this device; so they
   * may wait for ever.
   */
  ScoringHandle openInBackground(ScoreListener listener);

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
