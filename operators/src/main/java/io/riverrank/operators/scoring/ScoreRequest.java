package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PairId;

/** A pair whose score is wanted. */
public record ScoreRequest(PairId id, String query, String document) {

  /** Characters of both texts: what the pair holds in memory while it waits. */
  public long textChars() {
    return (long) query.length() + document.length();
  }
}
