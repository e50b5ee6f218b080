package io.riverrank.operators.tokenizer;

import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * Tokens that several pairs begin with, so that a causal model has to read them once. Equal by its
 * tokens.
 */
public final class TokenPrefix {
  private final long[] ids;
  @Nullable private final TokenPrefix before;
  private final int hash;

  /**
   * @param ids all tokens, those of {@code before} included; at least one more than it has
   * @param before a prefix of this prefix that others share; null for none
   */
  public TokenPrefix(long[] ids, @Nullable TokenPrefix before) {
    this.ids = ids;
    this.before = before;
    this.hash = Arrays.hashCode(ids);
  }

  /** Not to be changed. */
  public long[] ids() {
    return ids;
  }

  @Nullable
  public TokenPrefix before() {
    return before;
  }

  /** Tokens, those of {@link #before} included. */
  public int length() {
    return ids.length;
  }

  /** Whether these tokens begin so, and go on. */
  public boolean begins(long[] tokens) {
    return tokens.length > ids.length && Arrays.equals(tokens, 0, ids.length, ids, 0, ids.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenPrefix prefix
        && hash == prefix.hash
        && Arrays.equals(ids, prefix.ids);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return ids.length + " tokens";
  }
}
