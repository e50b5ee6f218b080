package io.riverrank.operators.batching;

import io.riverrank.operators.settings.BatchSettings;
import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Where tokenized pairs of all owners wait for a caller that is free. Thread safe; unbounded,
 * because each owner bounds what it submits.
 *
 * @param <P> what its owner knows of a pair besides
 */
public final class PairQueue<P extends PendingPair> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LengthBuckets<P> buckets;
  private int waitingCallers;
  private boolean closed;

  public PairQueue(BatchSettings settings, PaddingRule padding) {
    buckets = new LengthBuckets<>(settings, padding);
  }

  /** Adds pairs that were submitted together, so that they can go together. */
  public void add(Collection<? extends P> pairs) {
    lock.lock();
    try {
      buckets.add(pairs);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets pairs whose scores nobody wants.
   *
   * @param unwanted is asked once for each pair that waits
   */
  public void removeIf(Predicate<? super P> unwanted) {
    lock.lock();
    try {
      buckets.removeIf(unwanted);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next micro-batch.
   *
   * @return null once the queue is closed
   */
  @Nullable
  public MicroBatch<P> take() throws InterruptedException {
    lock.lock();
    try {
      waitingCallers++;
      while (!closed) {
        if (buckets.isEmpty()) {
          changed.await();
          continue;
        }
        long nanos = buckets.nanosUntilDue(System.nanoTime());
        if (nanos == 0) {
          return buckets.poll(waitingCallers);
        }
        changed.awaitNanos(nanos);
      }
      return null;
    } finally {
      waitingCallers--;
      lock.unlock();
    }
  }

  /** Sends every waiting caller away. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
