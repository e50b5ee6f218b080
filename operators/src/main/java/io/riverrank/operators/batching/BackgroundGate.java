package io.riverrank.operators.batching;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the micro-batches of several queues, which share cores or a device, in order of urgency:
 * one of pairs in the background begins only while no other pair waits in any of the queues, and
 * fewer batches run than a queue has callers. So whoever is not in the background waits for one run
 * of the background at most.
 *
 * <p>The queues have one lock, this one's. Thread safe.
 */
public final class BackgroundGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int urgent;
  private int background;
  private int running;

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  /** With the lock: until something changes, in any queue. */
  void await() throws InterruptedException {
    changed.await();
  }

  /** With the lock: the same, for some nanoseconds at most. */
  void awaitNanos(long nanos) throws InterruptedException {
    changed.awaitNanos(nanos);
  }

  /** With the lock: callers look again. */
  void signal() {
    changed.signalAll();
  }

  /**
   * With the lock: so many pairs more wait in a queue, or fewer.
   *
   * @param urgentMore of those that are not in the background
   */
  void waiting(int urgentMore, int backgroundMore) {
    urgent += urgentMore;
    background += backgroundMore;
    if (urgentMore < 0) {
      signalBackground();
    }
  }

  /** With the lock: a batch begins. */
  void begin() {
    running++;
  }

  /** With the lock: a batch ended. */
  void end() {
    running--;
    signalBackground();
  }

  private void signalBackground() {
    if (urgent == 0 && background > 0) {
      signal();
    }
  }

  /**
   * With the lock: whether a batch of the background may begin.
   *
   * @param callers of its queue
   */
  boolean isOpen(int callers) {
    return urgent == 0 && running < callers;
  }
}
