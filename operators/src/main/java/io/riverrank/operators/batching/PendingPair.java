package io.riverrank.operators.batching;

import io.riverrank.operators.tokenizer.TokenPrefix;
import io.riverrank.operators.tokenizer.TokenizedPair;
import javax.annotation.Nullable;

/**
 * One pair that waits for a run. The stages hand it on by queues, so that only one thread at a time
 * writes to it.
 */
public class PendingPair {
  private final PairId id;
  private final long submittedNanos;
  private TokenizedPair tokens;
  private long tokenizedNanos;
  private long sequence;

  /**
   * @param submittedNanos by {@link System#nanoTime}
   */
  public PendingPair(PairId id, long submittedNanos) {
    this.id = id;
    this.submittedNanos = submittedNanos;
  }

  /** Makes the pair ready for a micro-batch. */
  public void tokenized(TokenizedPair result, long nowNanos) {
    tokens = result;
    tokenizedNanos = nowNanos;
  }

  /** Whether it runs only while no other pair waits. */
  public boolean inBackground() {
    return false;
  }

  public final PairId id() {
    return id;
  }

  public final TokenizedPair tokens() {
    return tokens;
  }

  /** Tokens that a run has to read for this pair, special ones included. */
  public final int length() {
    return tokens.ownLength();
  }

  /** Tokens before them that it shares with other pairs, and with all pairs of its run. */
  @Nullable
  public final TokenPrefix prefix() {
    return tokens.prefix();
  }

  /** Says with whom it shares its first tokens, before it waits for a run. */
  public final void sharing(@Nullable TokenPrefix prefix) {
    tokens = tokens.sharing(prefix);
  }

  public final long submittedNanos() {
    return submittedNanos;
  }

  /** 0 until the pair is tokenized. */
  public final long tokenizedNanos() {
    return tokenizedNanos;
  }

  final long sequence() {
    return sequence;
  }

  final void enqueued(long number) {
    sequence = number;
  }
}
