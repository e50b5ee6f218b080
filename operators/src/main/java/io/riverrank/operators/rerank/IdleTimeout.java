package io.riverrank.operators.rerank;

import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Notices when no input at all has come for some processing time: neither an event nor a watermark
 * that went on. One timer at a time, which looks whether it came too early.
 */
final class IdleTimeout {
  private final ProcessingTimeService clock;
  private final long timeoutMs;
  private final Runnable onIdle;
  private long lastInputMs;

  /**
   * @param timeoutMs processing time, milliseconds; 0 for never
   */
  IdleTimeout(ProcessingTimeService clock, long timeoutMs, Runnable onIdle) {
    this.clock = clock;
    this.timeoutMs = timeoutMs;
    this.onIdle = onIdle;
  }

  /** Starts to watch; a restored operator starts anew. */
  void start() {
    input();
    if (timeoutMs > 0) {
      arm(lastInputMs + timeoutMs);
    }
  }

  void input() {
    lastInputMs = clock.getCurrentProcessingTime();
  }

  private void arm(long timeMs) {
    clock.registerTimer(timeMs, fired -> look());
  }

  private void look() {
    long now = clock.getCurrentProcessingTime();
    if (now - lastInputMs >= timeoutMs) {
      onIdle.run();
      arm(now + timeoutMs);
    } else {
      arm(lastInputMs + timeoutMs);
    }
  }
}
