package io.riverrank.job.bench.run;

import io.riverrank.job.bench.measure.Latencies;

/**
 * Latency at one load.
 *
 * @param load share of the job's rate at which events arrive
 * @param measured from when an event should have been sent to when its ranking came
 * @param ideal the same arrivals in the ideal queue
 */
public record Load(
    double load, double eventsPerSecond, int events, Latencies measured, Latencies ideal) {

  public double p95ToIdeal() {
    return measured.p95() / ideal.p95();
  }
}
