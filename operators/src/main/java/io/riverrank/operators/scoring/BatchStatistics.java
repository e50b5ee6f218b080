package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.FlushReason;

/**
 * What one micro-batch was like. A batch holds pairs of several owners; only the owner of its first
 * pair is told, so that sums over owners are right.
 *
 * @param tokens that were read, without padding
 * @param sharedTokens that were not read for these pairs, since others begin with them, too
 * @param paddedTokens rows × padded length
 * @param prefixBytes of keys and values that are kept for this and other batches after the run
 */
public record BatchStatistics(
    int rows,
    int tokens,
    int sharedTokens,
    int paddedTokens,
    FlushReason reason,
    long inferenceNanos,
    long prefixBytes) {}
