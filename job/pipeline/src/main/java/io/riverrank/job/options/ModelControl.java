package io.riverrank.job.options;

import io.riverrank.operators.rollout.RolloutSettings;
import io.riverrank.operators.rollout.watch.ModelWatchSettings;
import javax.annotation.Nullable;

/**
 * How a job is told about models.
 *
 * @param commands topic of the commands, on the cluster of the requests
 * @param statuses topic of what they came to, on the cluster of the results
 * @param shadow topic of what a challenger in shadow makes of queries, on the same cluster
 * @param watch whose new models become commands; null for none
 */
public record ModelControl(
    String commands,
    String statuses,
    String shadow,
    RolloutSettings rollout,
    @Nullable ModelWatchSettings watch) {}
