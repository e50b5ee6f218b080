package io.riverrank.tools.bench;

import io.riverrank.tools.bench.run.Part;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/**
 * What to measure and for how long.
 *
 * @param seconds of each part in each round, about
 * @param latencySeconds of arrivals at each load
 * @param parallelism subtasks of operator and job
 * @param zipf exponent of the repeated log
 * @param zipfEvents of the repeated log
 */
record BenchSettings(
    Set<Part> parts,
    int rounds,
    double seconds,
    double latencySeconds,
    int parallelism,
    long seed,
    double zipf,
    int zipfEvents,
    Configuration configuration) {

  boolean has(Part part) {
    return parts.contains(part);
  }
}
