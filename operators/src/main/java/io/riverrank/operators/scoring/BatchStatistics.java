package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.FlushReason;

/**
 * What one micro-batch was like. A batch holds pairs of several owners; only the owner of its first
 * pair is told, so that sums over owners are right.
 *
 * @param tokens without padding
 * @param paddedTokens rows × padded length
 */
public record BatchStatistics(
    int rows, int tokens, int paddedTokens, FlushReason reason, long inferenceNanos) {}
