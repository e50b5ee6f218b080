package io.riverrank.operators.scoring;

/**
 * Which texts a pair has: pairs of equal keys get equal scores from one model. 128 bits of a
 * cryptographic digest, so that no two pairs of different texts will ever meet.
 */
record PairKey(long high, long low) {}
