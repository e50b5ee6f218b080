package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.measure.Latencies;
import javax.annotation.Nullable;

/**
 * Latency at one load.
 *
 * @param load share of the job's rate at which events arrive
 * @param measured from when an event should have been sent to when its ranking came
 * @param ideal the same arrivals in the ideal queue, whose runs take what the job's took
 * @param undisturbed the same where no run ever waits for a core; null where that can't be told
 */
public record Load(
    double load,
    double eventsPerSecond,
    int events,
    Latencies measured,
    Latencies ideal,
    @Nullable Latencies undisturbed) {

  /** How many times the 95th percentile of one of the two queues was measured. */
  public double p95To(Latencies queue) {
    return measured.p95() / queue.p95();
  }
}
