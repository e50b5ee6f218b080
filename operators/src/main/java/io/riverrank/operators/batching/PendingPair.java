package io.riverrank.operators.batching;

import io.riverrank.operators.tokenizer.TokenizedPair;
import javax.annotation.Nullable;

/**
 * One pair on its way to a score. The stages hand it on by queues, so that only one thread at a
 * time writes to it. The texts go as soon as there are tokens.
 */
public final class PendingPair {
  private final Object owner;
  private final PairId id;
  private final long textChars;
  private final long submittedNanos;
  @Nullable private String query;
  @Nullable private String document;
  @Nullable private PairKey key;
  @Nullable private TokenizedPair tokens;
  @Nullable private Object gatherer;
  private long tokenizedNanos;
  private long sequence;

  /**
   * @param owner who gets the score
   * @param submittedNanos by {@link System#nanoTime}
   */
  public PendingPair(Object owner, PairId id, String query, String document, long submittedNanos) {
    this.owner = owner;
    this.id = id;
    this.query = query;
    this.document = document;
    this.textChars = (long) query.length() + document.length();
    this.submittedNanos = submittedNanos;
  }

  /** Makes the pair ready for a micro-batch. */
  public void tokenized(TokenizedPair result, long nowNanos) {
    tokens = result;
    tokenizedNanos = nowNanos;
    releaseTexts();
  }

  /**
   * One of several rows that this tokenized pair goes through the model in, instead of itself.
   *
   * @param newGatherer what the rows' scores come together in
   */
  public PendingPair row(TokenizedPair rowTokens, Object newGatherer) {
    PendingPair row = new PendingPair(owner, id, "", "", submittedNanos);
    row.gatherer = newGatherer;
    row.tokenized(rowTokens, tokenizedNanos);
    return row;
  }

  /** Null where this is a whole pair. */
  @Nullable
  public Object gatherer() {
    return gatherer;
  }

  /** Gives the memory of the texts back: the pair needs no tokens of its own. */
  public void releaseTexts() {
    query = null;
    document = null;
  }

  /** Says which pairs are equal to this one. */
  public void identified(PairKey newKey) {
    key = newKey;
  }

  /** Null where equal pairs are of no interest. */
  @Nullable
  public PairKey key() {
    return key;
  }

  public Object owner() {
    return owner;
  }

  public PairId id() {
    return id;
  }

  /** Null once the pair is tokenized. */
  @Nullable
  public String query() {
    return query;
  }

  /** Null once the pair is tokenized. */
  @Nullable
  public String document() {
    return document;
  }

  /** Characters of both texts. */
  public long textChars() {
    return textChars;
  }

  public TokenizedPair tokens() {
    return tokens;
  }

  /** Tokens of the pair, special ones included. */
  public int length() {
    return tokens.length();
  }

  public long submittedNanos() {
    return submittedNanos;
  }

  public long tokenizedNanos() {
    return tokenizedNanos;
  }

  long sequence() {
    return sequence;
  }

  void enqueued(long number) {
    sequence = number;
  }
}
