package io.riverrank.faults.swaps;

import io.riverrank.faults.cluster.CompletedCheckpoint;

/**
 * From one moment to another, of both clocks.
 *
 * @param fromNanos of {@link System#nanoTime}
 * @param toNanos of the same
 * @param fromMs epoch milliseconds
 * @param toMs epoch milliseconds
 */
record Span(long fromNanos, long toNanos, long fromMs, long toMs) {

  static Span since(long nanos) {
    return of(nanos, System.nanoTime());
  }

  /** Of two moments that are not long ago. */
  static Span of(long fromNanos, long toNanos) {
    long nowNanos = System.nanoTime();
    long nowMs = System.currentTimeMillis();
    return new Span(
        fromNanos,
        toNanos,
        nowMs - (nowNanos - fromNanos) / 1_000_000,
        nowMs - (nowNanos - toNanos) / 1_000_000);
  }

  double ms() {
    return (toNanos - fromNanos) / 1e6;
  }

  /** Whether the checkpoint was under way at some moment of it. */
  boolean has(CompletedCheckpoint checkpoint) {
    return checkpoint.overlaps(fromMs, toMs);
  }
}
