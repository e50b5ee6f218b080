package io.riverrank.operators.batching;

import java.util.List;

/**
 * Pairs that go through the model in one run.
 *
 * @param <P> what its owner knows of a pair besides
 * @param pairs at least one
 * @param paddedLength tokens of the longest
 */
public record MicroBatch<P extends PendingPair>(
    List<P> pairs, int paddedLength, FlushReason reason) {

  public int rows() {
    return pairs.size();
  }

  /** Tokens without padding. */
  public int tokens() {
    int tokens = 0;
    for (P pair : pairs) {
      tokens += pair.length();
    }
    return tokens;
  }

  /** What the run costs: rows × padded length. */
  public int paddedTokens() {
    return pairs.size() * paddedLength;
  }
}
