package io.riverrank.job.options;

import io.riverrank.operators.rollout.RolloutSettings;

/**
 * How a job is told about models.
 *
 * @param commands topic of the commands, on the cluster of the requests
 * @param statuses topic of what they came to, on the cluster of the results
 * @param shadow topic of what a challenger in shadow makes of queries, on the same cluster
 */
public record ModelControl(
    String commands, String statuses, String shadow, RolloutSettings rollout) {}
