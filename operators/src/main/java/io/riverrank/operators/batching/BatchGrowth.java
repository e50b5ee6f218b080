package io.riverrank.operators.batching;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import javax.annotation.Nullable;

/**
 * A micro-batch that grows from one pair to its neighbours in length, always to the side that costs
 * less padding, until a limit is met or the padding would cost more than a run of its own. Where
 * runs have few numbers of rows, the last of them are left for the next run.
 */
final class BatchGrowth<P extends PendingPair> {
  /** Padding may be an eighth, of a row and of the batch, or what a run costs before its tokens. */
  private static final int PADDING_SHARE = 8;

  private static final int RUN_OVERHEAD_TOKENS = 32;

  /**
   * A run copies the keys and values of a shared prefix for each row. So many tokens of it take the
   * memory of one that is read, at most.
   */
  private static final int PREFIX_TOKENS_FOR_ONE = 16;

  private final int tokenBudget;
  private final int maxRows;
  private final PaddingRule padding;
  private final int prefixCost;
  private final Iterator<P> shorter;
  private final Iterator<P> longer;
  @Nullable private P nextShorter;
  @Nullable private P nextLonger;

  private final List<P> rows = new ArrayList<>();
  private int longest;
  private int paddingTokens;
  private FlushReason reason = FlushReason.FREE;

  /**
   * @param byLength all pairs that may run with the seed, itself included
   */
  BatchGrowth(NavigableSet<P> byLength, P seed, BatchLimits limits, PaddingRule padding) {
    this.tokenBudget = limits.tokenBudget();
    this.maxRows = limits.maxRows();
    this.padding = padding;
    this.prefixCost = seed.tokens().sharedLength() / PREFIX_TOKENS_FOR_ONE;
    shorter = byLength.headSet(seed, false).descendingIterator();
    longer = byLength.tailSet(seed, false).iterator();
    nextShorter = next(shorter);
    nextLonger = next(longer);
    rows.add(seed);
    longest = padding.paddedLength(seed.length());
  }

  MicroBatch<P> grow() {
    while (rows.size() < maxRows && addCheaper()) {
      // One row at a time.
    }
    if (rows.size() == maxRows) {
      reason = FlushReason.ROWS;
    }
    List<P> taken = rows.subList(0, padding.taken(rows.size(), longest));
    return new MicroBatch<>(taken, padding.rows(taken.size(), longest), longest, reason);
  }

  private boolean addCheaper() {
    int below = nextShorter == null ? Integer.MAX_VALUE : longest - nextShorter.length();
    int above =
        nextLonger == null ? Integer.MAX_VALUE : (padded(nextLonger) - longest) * rows.size();
    return below <= above
        ? addShorter(below) || addLonger(above)
        : addLonger(above) || addShorter(below);
  }

  private boolean addShorter(int added) {
    if (nextShorter == null || !shares(nextShorter) || !fits(longest, added)) {
      return false;
    }
    add(nextShorter, longest, added);
    nextShorter = next(shorter);
    return true;
  }

  private boolean addLonger(int added) {
    if (nextLonger == null || !shares(nextLonger) || !fits(padded(nextLonger), added)) {
      return false;
    }
    add(nextLonger, padded(nextLonger), added);
    nextLonger = next(longer);
    return true;
  }

  private boolean shares(P pair) {
    return padding.mixesLengths() || padded(pair) == longest;
  }

  private int padded(P pair) {
    return padding.paddedLength(pair.length());
  }

  private boolean fits(int length, int addedPadding) {
    int cost = (rows.size() + 1) * length;
    if (cost + (rows.size() + 1) * prefixCost > tokenBudget) {
      reason = FlushReason.BUDGET;
      return false;
    }
    return !padding.mixesLengths()
        || addedPadding <= Math.max(length / PADDING_SHARE, RUN_OVERHEAD_TOKENS)
            && paddingTokens + addedPadding <= cost / PADDING_SHARE + RUN_OVERHEAD_TOKENS;
  }

  private void add(P pair, int newLongest, int addedPadding) {
    rows.add(pair);
    longest = newLongest;
    paddingTokens += addedPadding;
  }

  @Nullable
  private static <P> P next(Iterator<P> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }
}
