package io.riverrank.operators.rerank;

import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Notices when no input at all has come for some processing time: neither an event nor a watermark
 * that went on. One timer at a time, which looks whether it came too early.
 *
 * <p>An operator that could not read is not idle: after a pause, input that waits is read before a
 * second look decides.
 */
final class IdleTimeout {
  /** Long enough to read what waits at the input. */
  private static final long SECOND_LOOK_MS = 1_000;

  private final ProcessingTimeService clock;
  private final long timeoutMs;
  private final BooleanSupplier isBusy;
  private final Runnable onIdle;
  private long lastInputMs;
  private boolean suspected;

  /**
   * @param timeoutMs processing time, milliseconds; 0 for never
   * @param isBusy whether the operator takes no input now
   */
  IdleTimeout(
      ProcessingTimeService clock, long timeoutMs, BooleanSupplier isBusy, Runnable onIdle) {
    this.clock = clock;
    this.timeoutMs = timeoutMs;
    this.isBusy = isBusy;
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
    suspected = false;
  }

  boolean isIdle() {
    return suspected;
  }

  private void arm(long timeMs) {
    clock.registerTimer(timeMs, fired -> look());
  }

  private void look() {
    long now = clock.getCurrentProcessingTime();
    if (isBusy.getAsBoolean()) {
      input();
    }
    if (now - lastInputMs < timeoutMs) {
      arm(lastInputMs + timeoutMs);
    } else if (!suspected) {
      suspected = true;
      arm(now + SECOND_LOOK_MS);
    } else {
      onIdle.run();
      arm(now + timeoutMs);
    }
  }
}
