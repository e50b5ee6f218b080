package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoredPair;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;

/** Hands scores on, and that a model broke only if the subtask can't go on without it. */
final class ModelScores implements ScoreListener {
  private final ScoreListener scores;
  private final MailboxExecutor mailbox;
  private final Predicate<Throwable> survives;

  /**
   * @param survives asked in the mailbox
   */
  ModelScores(ScoreListener scores, MailboxExecutor mailbox, Predicate<Throwable> survives) {
    this.scores = scores;
    this.mailbox = mailbox;
    this.survives = survives;
  }

  @Override
  public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    scores.onScored(pairs, statistics);
  }

  @Override
  public void onFailure(Throwable cause) {
    try {
      mailbox.execute(() -> decide(cause), "Model broke");
    } catch (RejectedExecutionException e) {
      // The task ends, and nobody needs the model.
    }
  }

  private void decide(Throwable cause) {
    if (!survives.test(cause)) {
      scores.onFailure(cause);
    }
  }
}
