package io.riverrank.operators.scoring;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;

/** Who submitted pairs and is told their scores, until it leaves. Thread safe. */
final class PairOwner {
  private final ScoreListener listener;
  private final boolean background;
  private final AtomicLong tokensInFlight = new AtomicLong();
  private volatile boolean open = true;

  PairOwner(ScoreListener listener) {
    this(listener, false);
  }

  /**
   * @param background whether its pairs run only while no pair of another owner waits
   */
  PairOwner(ScoreListener listener, boolean background) {
    this.listener = listener;
    this.background = background;
  }

  boolean inBackground() {
    return background;
  }

  /** One of its pairs has tokens that wait for the model. */
  void tokenized(int tokens) {
    tokensInFlight.addAndGet(tokens);
  }

  long tokensInFlight() {
    return tokensInFlight.get();
  }

  void deliver(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    for (ScoredPair pair : pairs) {
      if (pair.source() == ScoreSource.MODEL) {
        tokensInFlight.addAndGet(-pair.score().tokens());
      }
    }
    if (open) {
      listener.onScored(pairs, statistics);
    }
  }

  void fail(Throwable cause) {
    if (open) {
      listener.onFailure(cause);
    }
  }

  /** Wants no more scores. */
  void leave() {
    open = false;
  }

  /** Whether its pairs' scores are wanted. */
  boolean isOpen() {
    return open;
  }
}
