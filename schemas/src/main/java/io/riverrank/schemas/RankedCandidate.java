package io.riverrank.schemas;

import javax.annotation.Nullable;

/**
 * One line of a ranking.
 *
 * @param rank from 1
 * @param score the model's output after its activation
 * @param logit the model's raw output
 * @param truncated whether the pair had more tokens than the model takes
 */
public record RankedCandidate(
    String docId,
    int rank,
    double score,
    double logit,
    @Nullable Long originalRank,
    @Nullable Double originalScore,
    @Nullable Double label,
    boolean truncated) {}
