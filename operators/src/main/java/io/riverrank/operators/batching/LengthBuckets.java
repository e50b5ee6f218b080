package io.riverrank.operators.batching;

import io.riverrank.operators.tokenizer.TokenPrefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * Tokenized pairs that wait for a run, in order of length. Each micro-batch starts from the pair
 * that has waited longest, so that no length and no query starves, and takes in its neighbours in
 * length that share the same prefix, or none as it does.
 *
 * <p>Not thread safe.
 *
 * @param <P> what its owner knows of a pair besides
 */
public final class LengthBuckets<P extends PendingPair> {
  /** A batch is not shared with an idle caller below this: the runs would be all overhead. */
  private static final int SMALLEST_SHARE_TOKENS = 128;

  private final BatchLimits limits;
  private final PaddingRule padding;
  private final long lingerNanos;

  /** By what comes before the pairs' own tokens; the key is null where nothing does. */
  private final Map<TokenPrefix, LengthGroup<P>> groups = new HashMap<>();

  private final LinkedHashSet<P> byAge = new LinkedHashSet<>();
  private long nextSequence;
  private long tokens;

  /** Whose micro-batches are padded to their longest pair. */
  public LengthBuckets(BatchLimits limits) {
    this(limits, PaddingRule.LONGEST);
  }

  public LengthBuckets(BatchLimits limits, PaddingRule padding) {
    this.limits = limits;
    this.padding = padding;
    this.lingerNanos = limits.lingerMs() * 1_000_000;
  }

  /** Adds pairs in order of age. */
  public void add(Collection<? extends P> pairs) {
    for (P pair : pairs) {
      pair.enqueued(nextSequence++);
      groups.computeIfAbsent(pair.prefix(), prefix -> new LengthGroup<>()).add(pair);
      byAge.add(pair);
      tokens += pair.length();
    }
  }

  void removeIf(Predicate<? super P> unwanted) {
    byAge.removeIf(
        pair -> {
          boolean removed = unwanted.test(pair);
          if (removed) {
            remove(pair);
          }
          return removed;
        });
  }

  public boolean isEmpty() {
    return byAge.isEmpty();
  }

  int size() {
    return byAge.size();
  }

  /** How long to wait before {@link #poll} gives a batch; 0 for now. Not to be asked when empty. */
  public long nanosUntilDue(long nowNanos) {
    boolean full = tokens >= limits.tokenBudget() || byAge.size() >= limits.maxRows();
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
    if (byAge.isEmpty()) {
      return null;
    }
    P seed = oldest();
    MicroBatch<P> batch = new BatchGrowth<>(share(seed, idleCallers), seed, limits, padding).grow();
    for (P pair : batch.pairs()) {
      byAge.remove(pair);
      remove(pair);
    }
    boolean lingered = batch.reason() == FlushReason.FREE && lingerNanos > 0;
    return lingered ? batch.because(FlushReason.LINGER) : batch;
  }

  /**
   * What a caller may take from: the pairs that may run with this one, or if all that wait fill no
   * whole batch for each idle caller, the pair's part of as many equal ones.
   */
  private NavigableSet<P> share(P pair, int idleCallers) {
    LengthGroup<P> group = groups.get(pair.prefix());
    long parts = Math.min(idleCallers, group.tokens() / SMALLEST_SHARE_TOKENS);
    return parts <= 1 || tokens > parts * limits.tokenBudget()
        ? group.all()
        : group.part(pair, parts);
  }

  private void remove(P pair) {
    LengthGroup<P> group = groups.get(pair.prefix());
    group.remove(pair);
    if (group.isEmpty()) {
      groups.remove(pair.prefix());
    }
    tokens -= pair.length();
  }

  private P oldest() {
    return byAge.iterator().next();
  }
}
