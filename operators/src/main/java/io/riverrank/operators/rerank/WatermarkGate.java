package io.riverrank.operators.rerank;

import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets no watermark pass that a result still to come would be late against, and no IDLE while there
 * is one: downstream would go on without it.
 */
final class WatermarkGate {

  private final Output<?> downstream;
  // Number of results to come by their timestamp.
  private final TreeMap<Long, Integer> held = new TreeMap<>();
  private long received = Long.MIN_VALUE;
  private long emitted = Long.MIN_VALUE;
  private boolean idleReceived;
  private boolean idleEmitted;
  private boolean shut;

  WatermarkGate(Output<?> downstream) {
    this.downstream = downstream;
  }

  /** Lets nothing pass until {@link #reopen}: not all results to come are known yet. */
  void shut() {
    shut = true;
  }

  void reopen() {
    shut = false;
    settle();
  }

  /** A result with this timestamp is to come. */
  void hold(long timestampMs) {
    held.merge(timestampMs, 1, Integer::sum);
    if (idleEmitted) {
      // Work came back before the input says that it is active.
      idleEmitted = false;
      downstream.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    }
  }

  /** It has a later timestamp now; {@link #settle} lets pass what it held. */
  void postpone(long timestampMs, long newTimestampMs) {
    hold(newTimestampMs);
    release(timestampMs);
  }

  /** It was emitted; {@link #settle} lets pass what it held. */
  void release(long timestampMs) {
    held.merge(timestampMs, -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  boolean holdsAny() {
    return !held.isEmpty();
  }

  void receive(Watermark watermark) {
    received = Math.max(received, watermark.getTimestamp());
    settle();
  }

  void receive(WatermarkStatus status) {
    idleReceived = status.isIdle();
    settle();
  }

  /**
   * Lets pass what nothing holds any more. Whatever releases a result ends with this, once for all
   * that it releases.
   */
  void settle() {
    if (idleEmitted && !idleReceived) {
      idleEmitted = false;
      downstream.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    }
    if (shut) {
      return;
    }
    long permitted = permitted();
    if (permitted > emitted) {
      emitted = permitted;
      downstream.emitWatermark(new Watermark(permitted));
    }
    if (idleReceived && !idleEmitted && held.isEmpty()) {
      idleEmitted = true;
      downstream.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  private long permitted() {
    if (held.isEmpty()) {
      return received;
    }
    long first = held.firstKey();
    return first == Long.MIN_VALUE ? first : Math.min(received, first - 1);
  }
}
