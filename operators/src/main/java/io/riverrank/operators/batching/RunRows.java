package io.riverrank.operators.batching;

import javax.annotation.Nullable;

/**
 * How many rows a run may have.
 *
 * @param limits of a micro-batch; null where they are not known
 */
public record RunRows(Counts counts, @Nullable BatchLimits limits) {

  /** Which numbers of rows there are. */
  public enum Counts {
    /** Any. */
    ALL,
    /**
     * Up to eight, then in steps of an eighth to a quarter, and as many as the limits allow: for a
     * provider that keeps memory for each shape. Pairs beyond such a number wait for the next run.
     */
    FEW,
    /** As many as the limits allow; empty rows fill a run up to them. */
    FULL
  }

  /** As many as there are pairs. */
  public static final RunRows ALL = new RunRows(Counts.ALL, null);

  public static RunRows few(@Nullable BatchLimits limits) {
    return new RunRows(Counts.FEW, limits);
  }

  public static RunRows full(BatchLimits limits) {
    return new RunRows(Counts.FULL, limits);
  }

  /** How many of these pairs run at once. */
  int taken(int pairs, int paddedLength) {
    return counts != Counts.FEW || pairs == full(paddedLength)
        ? pairs
        : pairs & -Math.max(1, Integer.highestOneBit(pairs) / 4);
  }

  /** Rows of a run of these pairs, empty ones included. */
  int filled(int pairs, int paddedLength) {
    return counts == Counts.FULL ? Math.max(pairs, full(paddedLength)) : pairs;
  }

  private int full(int paddedLength) {
    return limits == null ? 0 : Math.min(limits.maxRows(), limits.tokenBudget() / paddedLength);
  }
}
