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
 * of both. Its price: a start that fails there has begun to load a model, and ends after that.
 *
 * <p>A model that was opened is its taker's to close; one that nobody took goes with this.
 */
final class EarlyModel implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(EarlyModel.class);

  private final CompletableFuture<ScoringHandle> opened = new CompletableFuture<>();
  private final Thread thread;

  /** Whether it was taken or this was closed; what comes second does nothing. Guarded by this. */
  private boolean settled;

  /**
   * @param opener of the model
   * @param name of the thread that opens it
   */
  EarlyModel(Callable<ScoringHandle> opener, String name) {
    this.thread = new Thread(() -> run(opener), name);
    thread.setDaemon(true);
  }

  /** Begins to open the model. */
  void start() {
    thread.start();
  }

  private void run(Callable<ScoringHandle> opener) {
    try {
      ScoringHandle handle = opener.call();
      if (!opened.complete(handle)) {
        free(handle);
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

  /**
   * Calls the opening off, from any thread; frees a model that nobody took. Who calls this while
   * another thread frees it waits.
   */
  @Override
  public synchronized void close() {
    if (settled) {
      return;
    }
    settled = true;
    thread.interrupt();
    if (!opened.completeExceptionally(new CancellationException("the task ends"))) {
      opened.whenComplete(
          (handle, failure) -> {
            if (handle != null) {
              free(handle);
            }
          });
    }
  }

  private static void free(ScoringHandle handle) {
    try {
      handle.close();
    } catch (RuntimeException | Error e) {
      LOG.error("A model could not be freed; what is left of it stays", e);
    }
  }

  /**
   * Waits until the thread has ended, which needs the job's classes; Flink's watchdog of cancelled
   * tasks bounds it.
   */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }
}
