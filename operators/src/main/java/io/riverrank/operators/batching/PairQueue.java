package io.riverrank.operators.batching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Where tokenized pairs of all owners wait for a caller that is free; those in the background until
 * nothing else waits for one ({@link BackgroundGate}). Thread safe; unbounded, because each owner
 * bounds what it submits.
 *
 * @param <P> what its owner knows of a pair besides
 */
public final class PairQueue<P extends PendingPair> {
  private final BackgroundGate gate;
  private final int callers;
  private final LengthBuckets<P> urgent;
  private final LengthBuckets<P> background;
  private int announced;
  private int toldUrgent;
  private int toldBackground;
  private int waitingCallers;
  private boolean closed;

  /**
   * @param gate shared by the queues whose batches run on the same cores or device
   * @param callers that take from this queue
   */
  public PairQueue(BatchLimits limits, PaddingRule padding, BackgroundGate gate, int callers) {
    this.gate = gate;
    this.callers = callers;
    urgent = new LengthBuckets<>(limits, padding);
    background = new LengthBuckets<>(limits, padding);
  }

  /**
   * Says that pairs which are not in the background are on their way here, so that nothing of the
   * background begins any more; or, below 0, that they are here or will not come.
   */
  public void announce(int pairs) {
    gate.lock();
    try {
      announced += pairs;
      tellGate();
    } finally {
      gate.unlock();
    }
  }

  /** Adds pairs that were submitted together, so that they can go together. */
  public void add(Collection<? extends P> pairs) {
    List<P> now = new ArrayList<>(pairs.size());
    List<P> later = new ArrayList<>();
    for (P pair : pairs) {
      (pair.inBackground() ? later : now).add(pair);
    }
    gate.lock();
    try {
      urgent.add(now);
      background.add(later);
      tellGate();
      gate.signal();
    } finally {
      gate.unlock();
    }
  }

  /**
   * Forgets pairs whose scores nobody wants.
   *
   * @param unwanted is asked once for each pair that waits
   */
  public void removeIf(Predicate<? super P> unwanted) {
    gate.lock();
    try {
      urgent.removeIf(unwanted);
      background.removeIf(unwanted);
      tellGate();
    } finally {
      gate.unlock();
    }
  }

  /**
   * Waits for the next micro-batch, which is under way until {@link #ended}.
   *
   * @return null once the queue is closed
   */
  @Nullable
  public MicroBatch<P> take() throws InterruptedException {
    gate.lock();
    try {
      waitingCallers++;
      while (!closed) {
        if (!urgent.isEmpty()) {
          long nanos = urgent.nanosUntilDue(System.nanoTime());
          if (nanos == 0) {
            return begin(urgent);
          }
          gate.awaitNanos(nanos);
        } else if (!background.isEmpty() && gate.isOpen(callers)) {
          return begin(background);
        } else {
          gate.await();
        }
      }
      return null;
    } finally {
      waitingCallers--;
      gate.unlock();
    }
  }

  private MicroBatch<P> begin(LengthBuckets<P> from) {
    gate.begin();
    MicroBatch<P> batch = from.poll(waitingCallers);
    tellGate();
    return batch;
  }

  private void tellGate() {
    int urgentNow = closed ? 0 : announced + urgent.size();
    int backgroundNow = closed ? 0 : background.size();
    gate.waiting(urgentNow - toldUrgent, backgroundNow - toldBackground);
    toldUrgent = urgentNow;
    toldBackground = backgroundNow;
  }

  /** A micro-batch that was taken is through the model. */
  public void ended() {
    gate.lock();
    try {
      gate.end();
    } finally {
      gate.unlock();
    }
  }

  /** Sends every waiting caller away; what is in here keeps nobody waiting any more. */
  public void close() {
    gate.lock();
    try {
      closed = true;
      tellGate();
      gate.signal();
    } finally {
      gate.unlock();
    }
  }
}
