package io.riverrank.schemas;

/**
 * A candidate without a score, and why; it never costs the others their ranking.
 *
 * @param error one sentence for a person
 */
public record FailedCandidate(String docId, String error) {}
