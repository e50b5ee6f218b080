package io.riverrank.faults.traffic;

/**
 * A candidate as the result must know it: with its last text.
 *
 * @param originalRank from 1
 */
public record PlannedCandidate(String docId, String text, long originalRank) {}
