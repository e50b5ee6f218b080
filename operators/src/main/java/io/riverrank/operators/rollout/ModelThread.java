package io.riverrank.operators.rollout;

import io.riverrank.operators.scoring.ScoringHandle;
import io.riverrank.schemas.rollout.ModelReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and frees models of a subtask, one after the other, beside its mailbox; what came of it is
 * told there.
 */
final class ModelThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelThread.class);
  private static final long END_SECONDS = 60;

  private final ModelOpener opener;
  private final MailboxExecutor mailbox;
  private final ExecutorService thread;
  @Nullable private Load current;

  /** What is told of a load. */
  interface Loaded {
    void accept(ScoringHandle handle);
  }

  ModelThread(ModelOpener opener, MailboxExecutor mailbox, String name) {
    this.opener = opener;
    this.mailbox = mailbox;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, name);
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Loads a model beside another.
   *
   * @param done in the mailbox, with the handle, which is then the receiver's to close
   * @param failed in the mailbox, with the reason
   */
  void load(ModelReference model, Loaded done, Consumer<String> failed) {
    Load load = new Load(done, failed);
    current = load;
    load.future = thread.submit(() -> load.run(model));
  }

  /** Calls the load off: nothing is told of it, and its model is freed. */
  void cancelLoad() {
    if (current != null) {
      current.calledOff = true;
      current.future.cancel(true);
      current = null;
    }
  }

  /**
   * Frees a handle.
   *
   * @param done in the mailbox
   */
  void free(ScoringHandle handle, Runnable done) {
    thread.execute(
        () -> {
          try {
            handle.close();
          } catch (RuntimeException | Error e) {
            LOG.error("A model could not be freed; what is left of it stays", e);
          }
          mail("Model freed", done::run);
        });
  }

  @Override
  public void close() {
    cancelLoad();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("A model that is being loaded does not end; its thread stays");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mail(String name, ThrowingRunnable<Exception> command) {
    try {
      mailbox.execute(command, name);
    } catch (RejectedExecutionException e) {
      LOG.debug("The task ends; '{}' is dropped", name);
    }
  }

  private final class Load {
    private final Loaded done;
    private final Consumer<String> failed;
    private Future<?> future;
    private volatile boolean calledOff;

    private Load(Loaded done, Consumer<String> failed) {
      this.done = done;
      this.failed = failed;
    }

    private void run(ModelReference model) {
      ScoringHandle handle;
      try {
        handle = opener.open(model, true);
      } catch (Throwable e) {
        // Errors, too: memory may be short for this model, and enough for the one that answers.
        if (calledOff) {
          // Whatever the interruption looks like where it was noticed; nobody waits.
          LOG.debug("The load of {} was called off", model, e);
          return;
        }
        LOG.warn("Model {} can't be loaded: {}", model, reason(e));
        LOG.debug("Where it failed", e);
        mail("Model refused", () -> tell(() -> failed.accept(reason(e))));
        return;
      }
      if (calledOff) {
        // At once, before this thread loads another.
        handle.close();
        return;
      }
      try {
        mailbox.execute(() -> deliver(handle), "Model loaded");
      } catch (RejectedExecutionException e) {
        handle.close();
      }
    }

    private void deliver(ScoringHandle handle) {
      if (current == this) {
        tell(() -> done.accept(handle));
      } else {
        free(handle, () -> {});
      }
    }

    private void tell(Runnable what) {
      if (current == this) {
        current = null;
        what.run();
      }
    }
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
