package io.riverrank.operators.batching;

import javax.annotation.Nullable;

/**
 * Which shape {@code [rows, padded length]} pairs are run in.
 *
 * <p>Where a provider rounds otherwise at another shape, a score must not depend on the pairs
 * beside it. So each pair has a padded length of its own, by its own length, and shares a run with
 * equals only; and where the rows matter, too, they are filled up to as many as the length allows.
 *
 * @param maxLength of the model, tokens; nothing is padded beyond
 */
public record PaddingRule(PaddedLengths lengths, int maxLength, RunRows runRows) {

  /** The longest pair decides; what costs least. */
  public static final PaddingRule LONGEST =
      new PaddingRule(PaddedLengths.LONGEST, Integer.MAX_VALUE, RunRows.ALL);

  /**
   * The same multiple for all.
   *
   * @param filled the limits that rows are filled up to; null: rows are the pairs
   */
  public PaddingRule(int lengthMultiple, int maxLength, @Nullable BatchLimits filled) {
    this(
        PaddedLengths.multiplesOf(lengthMultiple),
        maxLength,
        filled == null ? RunRows.ALL : RunRows.full(filled));
  }

  /** Whether pairs of different padded lengths may share a run. */
  public boolean mixesLengths() {
    return lengths.ranges().isEmpty();
  }

  /** Whether a run has as many rows as the limits allow, whatever there is to score. */
  public boolean fillsRows() {
    return runRows.counts() == RunRows.Counts.FULL;
  }

  /**
   * @param length of the longest pair, tokens
   */
  public int paddedLength(int length) {
    return Math.max(length, Math.min(lengths.of(length), maxLength));
  }

  /** How many of as many pairs run at once; the others wait. */
  public int taken(int pairs, int paddedLength) {
    return runRows.taken(pairs, paddedLength);
  }

  /** Rows of a run of as many pairs, empty ones included. */
  public int rows(int pairs, int paddedLength) {
    return runRows.filled(pairs, paddedLength);
  }
}
