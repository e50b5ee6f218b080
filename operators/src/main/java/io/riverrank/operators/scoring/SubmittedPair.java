package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.tokenizer.TokenizedPair;
import javax.annotation.Nullable;

/**
 * A pair on its way to a score, or one of the rows that a pair with a long document goes through
 * the model in. The texts go as soon as there are tokens.
 */
final class SubmittedPair extends PendingPair {
  private final PairOwner owner;
  private final long textChars;
  @Nullable private final ChunkScores chunks;
  @Nullable private String query;
  @Nullable private String document;
  @Nullable private PairKey key;

  /**
   * @param submittedNanos by {@link System#nanoTime}
   */
  SubmittedPair(PairOwner owner, ScoreRequest request, long submittedNanos) {
    super(request.id(), submittedNanos);
    this.owner = owner;
    this.textChars = request.textChars();
    this.chunks = null;
    this.query = request.query();
    this.document = request.document();
  }

  private SubmittedPair(SubmittedPair whole, ChunkScores chunks) {
    super(whole.id(), whole.submittedNanos());
    this.owner = whole.owner;
    this.textChars = 0;
    this.chunks = chunks;
  }

  /**
   * One of several rows that this tokenized pair goes through the model in, instead of itself.
   *
   * @param scores what the rows' scores come together in
   */
  SubmittedPair row(TokenizedPair tokens, ChunkScores scores) {
    SubmittedPair row = new SubmittedPair(this, scores);
    row.tokenized(tokens, tokenizedNanos());
    return row;
  }

  @Override
  public void tokenized(TokenizedPair result, long nowNanos) {
    super.tokenized(result, nowNanos);
    releaseTexts();
  }

  /** Gives the memory of the texts back: the pair needs no tokens of its own. */
  void releaseTexts() {
    query = null;
    document = null;
  }

  /** Says which pairs are equal to this one. */
  void identified(PairKey newKey) {
    key = newKey;
  }

  /** Null where equal pairs are of no interest. */
  @Nullable
  PairKey key() {
    return key;
  }

  /** Null where this is a whole pair. */
  @Nullable
  ChunkScores chunks() {
    return chunks;
  }

  PairOwner owner() {
    return owner;
  }

  @Override
  public boolean inBackground() {
    return owner.inBackground();
  }

  /** Null once the pair is tokenized. */
  @Nullable
  String query() {
    return query;
  }

  /** Null once the pair is tokenized. */
  @Nullable
  String document() {
    return document;
  }

  /** Characters of both texts. */
  long textChars() {
    return textChars;
  }
}
