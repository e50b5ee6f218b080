package io.riverrank.tools.bench.measure;

import java.util.Arrays;
import java.util.List;

/** Milliseconds. */
public record Latencies(double p50, double p95, double p99) {

  /**
   * Of all rounds together.
   *
   * @param rounds one number an event, at least one
   */
  public static Latencies of(List<double[]> rounds) {
    double[] millis = rounds.stream().flatMapToDouble(Arrays::stream).toArray();
    return new Latencies(
        Spread.quantile(millis, 0.5), Spread.quantile(millis, 0.95), Spread.quantile(millis, 0.99));
  }
}
