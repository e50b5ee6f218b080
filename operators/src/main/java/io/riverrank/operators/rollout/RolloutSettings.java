package io.riverrank.operators.rollout;

import java.io.Serializable;

/**
 * How models change while the job runs.
 *
 * @param keepMs how long a former champion is kept for a rollback, milliseconds
 * @param headroomBytes of memory that stay free when a model is loaded beside another
 * @param missing what becomes of restored groups without their model
 * @param shadow what may wait for a challenger in shadow
 */
public record RolloutSettings(
    long keepMs, long headroomBytes, MissingModel missing, ShadowLimits shadow)
    implements Serializable {}
