package io.riverrank.operators.settings;

import java.io.Serializable;

/**
 * What one subtask holds at most.
 *
 * @param pairs that wait for a score; past it there is backpressure
 * @param bytes of text that wait for a score; past it there is backpressure
 * @param openGroups incomplete groups; past it a new group's member is a dead letter
 * @param candidates of one group; past it a member is a dead letter
 */
public record OperatorLimits(int pairs, long bytes, int openGroups, int candidates)
    implements Serializable {}
