package io.riverrank.tools.bench.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that run prepared batches on one session, each taking the next one as it gets free. */
final class RawLoop implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final RawSession session;
  private final ExecutorService callers;

  RawLoop(RawSession session) {
    this.session = session;
    this.callers =
        Executors.newFixedThreadPool(
            session.threads().callers(),
            task -> {
              // Counted with the callers of the job.
              Thread thread = new Thread(task, "riverrank-caller-raw-" + NUMBER.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs every batch once.
   *
   * @return nanoseconds from the first run's start to the last one's end
   */
  long run(List<Feed> feeds) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    onEveryCaller(
        () -> {
          for (int i = next.getAndIncrement(); i < feeds.size(); i = next.getAndIncrement()) {
            session.run(feeds.get(i).tensors());
          }
        });
    return System.nanoTime() - start;
  }

  /** Does the same on every caller at once and waits for all. */
  void onEveryCaller(Runnable work) throws InterruptedException {
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < session.threads().callers(); i++) {
      done.add(callers.submit(work));
    }
    for (Future<?> one : done) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    callers.shutdownNow();
  }
}
