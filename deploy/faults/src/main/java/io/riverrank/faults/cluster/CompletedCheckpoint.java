package io.riverrank.faults.cluster;

/**
 * One checkpoint.
 *
 * @param beganMs epoch milliseconds
 * @param durationMs from begin to end
 */
public record CompletedCheckpoint(long id, long beganMs, long durationMs) {

  /** Whether it was under way at some moment between two, in epoch milliseconds. */
  public boolean overlaps(long fromMs, long toMs) {
    return beganMs <= toMs && beganMs + durationMs >= fromMs;
  }
}
