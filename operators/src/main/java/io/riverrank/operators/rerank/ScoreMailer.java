package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.BatchStatistics;
import io.riverrank.operators.scoring.ScoreListener;
import io.riverrank.operators.scoring.ScoredPair;
import io.riverrank.operators.scoring.ScoringHandle;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the scoring service's threads say of one model into the task's mailbox, as mails that
 * run while the operator yields and that fail the task if they throw.
 */
final class ScoreMailer implements ScoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreMailer.class);

  private final MailboxExecutor mailbox;
  private final Receiver receiver;

  /** Set before the task has the model, so before any mail. */
  private ScoringHandle model;

  ScoreMailer(MailboxExecutor mailbox, Receiver receiver) {
    this.mailbox = mailbox;
    this.receiver = receiver;
  }

  /** Who gets scores, in the mailbox. */
  interface Receiver {

    /**
     * @param modelIdentity whose scores they are
     * @param statistics may be null
     */
    void receive(String modelIdentity, List<ScoredPair> pairs, @Nullable BatchStatistics statistics)
        throws Exception;
  }

  /** Opens a model. */
  interface Opener {
    ScoringHandle open(ScoreListener listener) throws IOException, InterruptedException;
  }

  /** Opens the model whose scores this brings. */
  ScoringHandle open(Opener opener) throws IOException, InterruptedException {
    model = opener.open(this);
    return model;
  }

  @Override
  public void onScored(List<ScoredPair> pairs, @Nullable BatchStatistics statistics) {
    mail("Store scores", () -> receiver.receive(model.modelIdentity(), pairs, statistics));
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
