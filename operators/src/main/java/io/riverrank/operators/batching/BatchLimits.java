package io.riverrank.operators.batching;

/**
 * How large a micro-batch is at most.
 *
 * @param tokenBudget rows × padded length; one pair longer than this runs alone
 * @param maxRows pairs
 * @param lingerMs how long a free session waits for a batch to fill, milliseconds; 0 not at all
 */
public record BatchLimits(int tokenBudget, int maxRows, long lingerMs) {}
