package io.riverrank.faults.check;

/**
 * A dead letter that was read.
 *
 * @param partition of the request that it tells of
 * @param offset of that request
 */
record SeenDeadLetter(String code, int partition, long offset) {}
