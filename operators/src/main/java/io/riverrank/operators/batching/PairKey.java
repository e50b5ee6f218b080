package io.riverrank.operators.batching;

/**
 * Which texts a pair has: pairs of equal keys get equal scores from one model. 128 bits of a
 * cryptographic digest, so that no two pairs of different texts will ever meet.
 */
public record PairKey(long high, long low) {}
