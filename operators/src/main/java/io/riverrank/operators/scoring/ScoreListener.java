package io.riverrank.operators.scoring;

import java.util.List;
import javax.annotation.Nullable;

/** Who submitted pairs; called by the service's threads, so it hands on at once. */
public interface ScoreListener {

  /**
   * Scores of some of the owner's pairs, each submitted pair exactly once.
   *
   * @param pairs none where the batch held only chunks of documents that are not through yet
   * @param statistics of the batch they were in; null if another owner is told
   */
  void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics);

  /** The session itself is broken: no score will come any more. */
  void onFailure(Throwable cause);
}
