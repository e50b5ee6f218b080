package io.riverrank.operators.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The threads of a scoring service, which begin and end together. */
final class ScoringThreads {
  private static final long JOIN_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Consumer<Throwable> onFailure;
  private final List<Thread> threads = new ArrayList<>();

  interface Work {
    void run() throws InterruptedException;
  }

  /**
   * @param onFailure gets what ended a thread before its work was done, on that thread
   */
  ScoringThreads(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  void add(String name, Work work) {
    Thread thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
    threads.add(thread);
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      onFailure.accept(e);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /**
   * Interrupts all and waits for their ends, two minutes at most.
   *
   * @return whether all have ended
   */
  boolean stop() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    long deadline = System.nanoTime() + JOIN_NANOS;
    for (Thread thread : threads) {
      while (thread.isAlive() && System.nanoTime() < deadline) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
