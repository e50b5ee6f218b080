package io.riverrank.operators.ranking;

import io.riverrank.schemas.Candidate;

/**
 * A candidate that has a score.
 *
 * @param logit the model's raw output
 * @param score the same after the activation
 */
public record ScoredCandidate(Candidate candidate, float logit, float score, boolean truncated) {}
