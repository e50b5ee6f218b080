package io.riverrank.operators.scoring;

import io.riverrank.operators.batching.PairId;

/**
 * One pair's score and how long it took, nanoseconds.
 *
 * @param textChars characters of the pair's texts, as they were counted when it was submitted
 * @param tokenizeNanos from submission to token ids
 * @param queueNanos from token ids to the run
 * @param inferenceNanos the run of its batch
 */
public record ScoredPair(
    PairId id,
    PairScore score,
    long textChars,
    long tokenizeNanos,
    long queueNanos,
    long inferenceNanos) {}
