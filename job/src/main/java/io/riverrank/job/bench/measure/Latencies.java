package io.riverrank.job.bench.measure;

/** Milliseconds. */
public record Latencies(double p50, double p95, double p99) {

  /**
   * @param millis one an event, at least one
   */
  public static Latencies of(double[] millis) {
    return new Latencies(
        Spread.quantile(millis, 0.5), Spread.quantile(millis, 0.95), Spread.quantile(millis, 0.99));
  }
}
