package io.riverrank.operators.rerank;

import io.riverrank.operators.scoring.ScoringHandle;
import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that is opened beside whatever else a task does before its first event: its sinks look
 * for transactions and its state comes back meanwhile, so that a start takes as long as the slower
 * of both.
 *
 * <p>A model that was opened is its taker's to close; one that nobody took goes with this.
 */
final class EarlyModel implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyModel.class);
  private static final long END_MS = 60_000;

  private final CompletableFuture<ScoringHandle> opened = new CompletableFuture<>();
  private final Thread thread;

  /** Whose the model is, if there is one; guarded by this. */
  private boolean settled;

  private EarlyModel(Callable<ScoringHandle> opener, String name) {
    this.thread = new Thread(() -> run(opener), name);
    thread.setDaemon(true);
  }

  /**
   * Begins to open a model.
   *
   * @param name of the thread that does
   */
  static EarlyModel open(Callable<ScoringHandle> opener, String name) {
    EarlyModel model = new EarlyModel(opener, name);
    model.thread.start();
    return model;
  }

  private void run(Callable<ScoringHandle> opener) {
    try {
      ScoringHandle handle = opener.call();
      if (!opened.complete(handle)) {
        handle.close();
      }
    } catch (Throwable e) {
      if (!opened.completeExceptionally(e)) {
        LOG.debug("A model that nobody waits for any more did not open", e);
      }
    }
  }

  /**
   * Waits for the model.
   *
   * @throws CancellationException if this was closed
   * @throws Exception what opening it threw
   */
  ScoringHandle take() throws Exception {
    try {
      ScoringHandle handle = opened.get();
      synchronized (this) {
        if (settled) {
          throw new CancellationException("the task ends");
        }
        settled = true;
      }
      return handle;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  /** Calls the opening off, from any thread; frees a model that nobody took. */
  @Override
  public void close() {
    synchronized (this) {
      if (settled) {
        return;
      }
      settled = true;
    }
    thread.interrupt();
    if (!opened.completeExceptionally(new CancellationException("the task ends"))) {
      opened.thenAccept(ScoringHandle::close);
    }
  }

  /** Waits until the thread has ended, which needs the job's classes. */
  void awaitEnd() throws InterruptedException {
    thread.join(END_MS);
    if (thread.isAlive()) {
      LOG.error("A model that is being loaded does not end; its thread stays");
    }
  }
}
