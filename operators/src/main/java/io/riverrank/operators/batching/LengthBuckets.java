package io.riverrank.operators.batching;

import io.riverrank.operators.settings.BatchSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Tokenized pairs that wait for a run, in order of length. Each micro-batch starts from the pair
 * that has waited longest, so that no length starves, and takes in its neighbours in length.
 *
 * <p>Not thread safe.
 */
public final class LengthBuckets {
  private static final Comparator<PendingPair> BY_LENGTH =
      Comparator.comparingInt(PendingPair::length).thenComparingLong(PendingPair::sequence);

  /** A batch is not shared with an idle caller below this: the runs would be all overhead. */
  private static final int SMALLEST_SHARE_TOKENS = 128;

  private final BatchSettings settings;
  private final long lingerNanos;
  private final TreeSet<PendingPair> byLength = new TreeSet<>(BY_LENGTH);
  private final LinkedHashSet<PendingPair> byAge = new LinkedHashSet<>();
  private long nextSequence;
  private long tokens;

  public LengthBuckets(BatchSettings settings) {
    this.settings = settings;
    this.lingerNanos = settings.lingerMs() * 1_000_000;
  }

  /** Adds pairs in order of age. */
  public void add(Collection<PendingPair> pairs) {
    for (PendingPair pair : pairs) {
      pair.enqueued(nextSequence++);
      byLength.add(pair);
      byAge.add(pair);
      tokens += pair.length();
    }
  }

  void removeIf(Predicate<PendingPair> unwanted) {
    byAge.removeIf(
        pair -> {
          boolean removed = unwanted.test(pair);
          if (removed) {
            byLength.remove(pair);
            tokens -= pair.length();
          }
          return removed;
        });
  }

  public boolean isEmpty() {
    return byLength.isEmpty();
  }

  /** How long to wait before {@link #poll} gives a batch; 0 for now. Not to be asked when empty. */
  public long nanosUntilDue(long nowNanos) {
    boolean full = tokens >= settings.tokenBudget() || byLength.size() >= settings.maxRows();
    return full ? 0 : Math.max(0, lingerNanos - (nowNanos - oldest().tokenizedNanos()));
  }

  /**
   * Takes the next micro-batch.
   *
   * @param idleCallers that could run a batch now, the asking one included; what waits is shared
   *     among them if it fills no whole batch for each
   * @return null if nothing waits
   */
  @Nullable
  public MicroBatch poll(int idleCallers) {
    if (byLength.isEmpty()) {
      return null;
    }
    MicroBatch batch = new BatchGrowth(byLength, oldest(), settings, share(idleCallers)).grow();
    for (PendingPair pair : batch.pairs()) {
      byLength.remove(pair);
      byAge.remove(pair);
      tokens -= pair.length();
    }
    boolean lingered = batch.reason() == FlushReason.FREE && lingerNanos > 0;
    return lingered
        ? new MicroBatch(batch.pairs(), batch.paddedLength(), FlushReason.LINGER)
        : batch;
  }

  private int share(int idleCallers) {
    long share = Math.max(SMALLEST_SHARE_TOKENS, (tokens + idleCallers - 1) / idleCallers);
    return (int) Math.min(settings.tokenBudget(), share);
  }

  private PendingPair oldest() {
    return byAge.iterator().next();
  }
}
