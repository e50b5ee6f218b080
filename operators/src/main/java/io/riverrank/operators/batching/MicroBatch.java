package io.riverrank.operators.batching;

import java.util.List;

/**
 * Pairs that go through the model in one run.
 *
 * @param <P> what its owner knows of a pair besides
 * @param pairs at least one
 * @param paddedRows pairs, and empty rows where the shape is filled up
 * @param paddedLength tokens of each row
 */
public record MicroBatch<P extends PendingPair>(
    List<P> pairs, int paddedRows, int paddedLength, FlushReason reason) {

  MicroBatch<P> because(FlushReason other) {
    return new MicroBatch<>(pairs, paddedRows, paddedLength, other);
  }

  public int rows() {
    return pairs.size();
  }

  /** Tokens that are read, without padding. */
  public int tokens() {
    int tokens = 0;
    for (P pair : pairs) {
      tokens += pair.length();
    }
    return tokens;
  }

  /** Tokens that its pairs share, once for each pair: what the run is spared. */
  public int sharedTokens() {
    return pairs.size() * pairs.get(0).tokens().sharedLength();
  }

  /** What the run costs: padded rows × padded length. */
  public int paddedTokens() {
    return paddedRows * paddedLength;
  }
}
