package io.riverrank.operators.tokenizer;

import javax.annotation.Nullable;

/**
 * One pair as the model reads it: {@code [CLS] query [SEP] document [SEP]}, or what the tokenizer's
 * template says, without padding.
 *
 * @param ids token ids, length = tokens
 * @param typeIds segment of each token; null where all are 0
 * @param truncated whether the pair had more tokens than the model takes
 */
public record TokenizedPair(long[] ids, @Nullable long[] typeIds, boolean truncated) {

  /** Tokens, special ones included. */
  public int length() {
    return ids.length;
  }
}
