package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoredPair;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.BiConsumerWithException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the scoring service's threads say into the task's mailbox, as mails that run while
 * the operator yields and that fail the task if they throw.
 */
final class ScoreMailer implements ScoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreMailer.class);

  private final MailboxExecutor mailbox;
  private final BiConsumerWithException<List<ScoredPair>, BatchStatistics, Exception> store;

  /**
   * @param store runs in the mailbox; its second argument may be null
   */
  ScoreMailer(
      MailboxExecutor mailbox,
      BiConsumerWithException<List<ScoredPair>, BatchStatistics, Exception> store) {
    this.mailbox = mailbox;
    this.store = store;
  }

  @Override
  public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    mail("Store scores", () -> store.accept(pairs, statistics));
  }

  @Override
  public void onFailure(Throwable cause) {
    mail(
        "Fail",
        () -> {
          throw new FlinkRuntimeException("The model can't score any more", cause);
        });
  }

  private void mail(String name, ThrowingRunnable<Exception> command) {
    try {
      mailbox.execute(command, name);
    } catch (RejectedExecutionException e) {
      LOG.debug("The task ends; '{}' is dropped, its state is not", name);
    }
  }
}
