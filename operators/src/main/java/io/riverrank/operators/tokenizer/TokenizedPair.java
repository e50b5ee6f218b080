package io.riverrank.operators.tokenizer;

import javax.annotation.Nullable;

/**
 * One pair as the model reads it: {@code [CLS] query [SEP] document [SEP]}, or what the tokenizer's
 * template says, without padding.
 *
 * @param ids token ids, length = tokens
 * @param typeIds segment of each token; null where all are 0
 * @param truncated whether the pair had more tokens than the model takes
 * @param prefix its first tokens, where the model reads them once for several pairs; null: it reads
 *     all of them for this pair
 */
public record TokenizedPair(
    long[] ids, @Nullable long[] typeIds, boolean truncated, @Nullable TokenPrefix prefix) {

  /** Shares nothing. */
  public TokenizedPair(long[] ids, @Nullable long[] typeIds, boolean truncated) {
    this(ids, typeIds, truncated, null);
  }

  /** The same tokens, of which the first are another pair's, too. */
  public TokenizedPair sharing(@Nullable TokenPrefix newPrefix) {
    return new TokenizedPair(ids, typeIds, truncated, newPrefix);
  }

  /** Tokens, special ones included. */
  public int length() {
    return ids.length;
  }

  /** Tokens that are read once for several pairs. */
  public int sharedLength() {
    return prefix == null ? 0 : prefix.length();
  }

  /** Tokens that a run has to read for this pair. */
  public int ownLength() {
    return length() - sharedLength();
  }
}
