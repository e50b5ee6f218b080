package io.riverrank.operators.rollout;

import java.io.Serializable;

/**
 * What may wait for a challenger that answers nobody; what is beyond is shed.
 *
 * @param pairs of a subtask
 * @param bytes of text of a subtask
 */
public record ShadowLimits(int pairs, long bytes) implements Serializable {}
