package io.riverrank.faults.cluster;

/**
 * How a job's checkpoints went, since a job manager took the job.
 *
 * @param p99Seconds 99th percentile of the time from begin to end, as Flink tells it
 */
public record CheckpointTimes(long completed, long failed, double p99Seconds) {}
