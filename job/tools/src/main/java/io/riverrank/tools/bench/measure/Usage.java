package io.riverrank.tools.bench.measure;

import java.util.EnumMap;
import java.util.Map;

/**
 * What this process used within some time.
 *
 * @param cpuSeconds of every stage
 * @param allocatedBytes of the Java heap, by all threads
 * @param gcMs the collectors' own count of their time
 */
public record Usage(Map<Stage, Double> cpuSeconds, long allocatedBytes, long gcMs) {

  /** What came between two readings. */
  static Usage between(Reading first, Reading last) {
    Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      long nanos = last.cpuNanos()[stage.ordinal()] - first.cpuNanos()[stage.ordinal()];
      seconds.put(stage, Math.max(0, nanos) / 1e9);
    }
    return new Usage(
        seconds, last.allocatedBytes() - first.allocatedBytes(), last.gcMs() - first.gcMs());
  }

  public double totalCpuSeconds() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Sums at a moment, from any beginning.
   *
   * @param nanos since the epoch
   * @param cpuNanos by the ordinal of the stage
   */
  record Reading(long nanos, long[] cpuNanos, long allocatedBytes, long gcMs) {}
}
