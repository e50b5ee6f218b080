package io.riverrank.faults.check;

/**
 * What the model says of a pair when it is called directly.
 *
 * @param logit raw output
 * @param score after the activation
 */
record DirectScore(float logit, float score) {}
