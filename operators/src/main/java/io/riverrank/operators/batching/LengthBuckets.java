package io.riverrank.operators.batching;

import io.riverrank.operators.settings.BatchSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Tokenized pairs that wait for a run, in order of length. Each micro-batch starts from the pair
 * that has waited longest, so that no length starves, and takes in its neighbours in length.
 *
 * <p>Not thread safe.
 *
 * @param <P> what its owner knows of a pair besides
 */
public final class LengthBuckets<P extends PendingPair> {
  private static final Comparator<PendingPair> BY_LENGTH =
      Comparator.comparingInt(PendingPair::length).thenComparingLong(PendingPair::sequence);

  /** A batch is not shared with an idle caller below this: the runs would be all overhead. */
  private static final int SMALLEST_SHARE_TOKENS = 128;

  private final BatchSettings settings;
  private final PaddingRule padding;
  private final long lingerNanos;
  private final TreeSet<P> byLength = new TreeSet<>(BY_LENGTH);
  private final LinkedHashSet<P> byAge = new LinkedHashSet<>();
  private long nextSequence;
  private long tokens;

  /** Whose micro-batches are padded to their longest pair. */
  public LengthBuckets(BatchSettings settings) {
    this(settings, PaddingRule.LONGEST);
  }

  public LengthBuckets(BatchSettings settings, PaddingRule padding) {
    this.settings = settings;
    this.padding = padding;
    this.lingerNanos = settings.lingerMs() * 1_000_000;
  }

  /** Adds pairs in order of age. */
  public void add(Collection<? extends P> pairs) {
    for (P pair : pairs) {
      pair.enqueued(nextSequence++);
      byLength.add(pair);
      byAge.add(pair);
      tokens += pair.length();
    }
  }

  void removeIf(Predicate<? super P> unwanted) {
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

  int size() {
    return byLength.size();
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
  public MicroBatch<P> poll(int idleCallers) {
    if (byLength.isEmpty()) {
      return null;
    }
    P seed = oldest();
    MicroBatch<P> batch =
        new BatchGrowth<>(share(seed, idleCallers), seed, settings, padding).grow();
    for (P pair : batch.pairs()) {
      byLength.remove(pair);
      byAge.remove(pair);
      tokens -= pair.length();
    }
    boolean lingered = batch.reason() == FlushReason.FREE && lingerNanos > 0;
    return lingered ? batch.because(FlushReason.LINGER) : batch;
  }

  /**
   * What a caller may take from: all, or if that fills no whole batch for each idle caller, the
   * pair's part of as many equal ones. Parts are whole ranges of lengths, since what a batch leaves
   * between its shortest and its longest pair would be padded by the next.
   */
  private NavigableSet<P> share(P pair, int idleCallers) {
    long parts = Math.min(idleCallers, tokens / SMALLEST_SHARE_TOKENS);
    if (parts <= 1 || tokens > parts * settings.tokenBudget()) {
      return byLength;
    }
    long before = 0;
    long part = 0;
    P first = byLength.first();
    for (P each : byLength) {
      long next = (before + each.length() / 2) * parts / tokens;
      if (next != part) {
        if (BY_LENGTH.compare(pair, each) < 0) {
          return byLength.subSet(first, true, each, false);
        }
        part = next;
        first = each;
      }
      before += each.length();
    }
    return byLength.tailSet(first, true);
  }

  private P oldest() {
    return byAge.iterator().next();
  }
}
