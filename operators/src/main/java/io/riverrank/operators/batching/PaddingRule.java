package io.riverrank.operators.batching;

import javax.annotation.Nullable;

/**
 * Which shape {@code [rows, padded length]} pairs are run in.
 *
 * <p>Where a provider rounds otherwise at another shape, a score must not depend on the pairs
 * beside it. So each pair has a padded length of its own, by its own length, and shares a run with
 * equals only; and where the rows matter, too, they are filled up to as many as the length allows.
 *
 * @param lengthMultiple that a pair's length is rounded up to; 0: the longest pair of a run decides
 * @param shortMultiple the same up to {@value #SHORT} tokens, of which a few more are a larger
 *     share
 * @param maxLength of the model, tokens; nothing is padded beyond
 * @param filled the limits that rows are filled up to; null: rows are the pairs
 */
public record PaddingRule(
    int lengthMultiple, int shortMultiple, int maxLength, @Nullable BatchLimits filled) {

  /** Tokens of a pair that is short. */
  static final int SHORT = 64;

  /** The longest pair decides; what costs least. */
  public static final PaddingRule LONGEST = new PaddingRule(0, Integer.MAX_VALUE, null);

  /** The same multiple for all. */
  public PaddingRule(int lengthMultiple, int maxLength, @Nullable BatchLimits filled) {
    this(lengthMultiple, lengthMultiple, maxLength, filled);
  }

  /** Whether pairs of different padded lengths may share a run. */
  public boolean mixesLengths() {
    return lengthMultiple == 0;
  }

  /**
   * @param length of the longest pair, tokens
   */
  public int paddedLength(int length) {
    if (mixesLengths()) {
      return length;
    }
    int multiple = length <= SHORT ? shortMultiple : lengthMultiple;
    int rounded = ((length + multiple - 1) / multiple) * multiple;
    return Math.max(length, Math.min(rounded, maxLength));
  }

  /** Rows of a run of as many pairs, empty ones included. */
  public int rows(int pairs, int paddedLength) {
    return filled == null ? pairs : Math.max(pairs, fullRows(paddedLength));
  }

  private int fullRows(int paddedLength) {
    return Math.min(filled.maxRows(), filled.tokenBudget() / paddedLength);
  }
}
