package io.riverrank.job.kafka.settings;

import javax.annotation.Nullable;

/**
 * What to do about topics that are missing.
 *
 * @param enabled create them, instead of an error
 * @param partitions of each; null for the brokers' default
 * @param replicationFactor of each; null for the brokers' default
 */
public record TopicCreation(
    boolean enabled, @Nullable Integer partitions, @Nullable Short replicationFactor) {}
