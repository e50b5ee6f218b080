package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.GroupSettings;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Notices when no input has come for some processing time.
 *
 * <p>Only the source can tell that from input that is held back: it says IDLE after a time without
 * an event, in which it doesn't count how long it waited for a full channel. What of the timeout is
 * left then is counted here, until the input is ACTIVE. An element that comes all the same (Flink
 * says ACTIVE with the next watermark that goes on, not with the next element) starts the whole
 * timeout anew.
 *
 * <p>What waits at the input when the time is up is read before a second look decides. One timer at
 * a time, which looks whether it came too early.
 */
final class IdleTimeout {
  /** Long enough to read what waits at the input. */
  private static final long SECOND_LOOK_MS = 1_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final ProcessingTimeService clock;
  private final long timeoutMs;
  private final long restMs;
  private final Runnable onIdle;
  private boolean inputIdle;
  private boolean suspected;
  private boolean over;
  private long dueMs = NEVER;
  private long timerMs = NEVER;

  /**
   * @param onIdle is called when the time is up; {@link #isOver} says whether it still is
   */
  IdleTimeout(ProcessingTimeService clock, GroupSettings settings, Runnable onIdle) {
    this.clock = clock;
    this.timeoutMs = settings.idleTimeoutMs();
    this.restMs = Math.max(0, timeoutMs - settings.idlenessMs());
    this.onIdle = onIdle;
  }

  void receive(WatermarkStatus status) {
    inputIdle = status.isIdle();
    pause();
    if (inputIdle) {
      count(restMs);
    }
  }

  /** An element is being taken, however long that takes. */
  void pause() {
    dueMs = NEVER;
    suspected = false;
    over = false;
  }

  /** The element is taken. */
  void restart() {
    if (inputIdle) {
      count(timeoutMs);
    }
  }

  /** Whether the time is up and nothing has come since. */
  boolean isOver() {
    return over;
  }

  private void count(long durationMs) {
    if (timeoutMs > 0) {
      dueMs = clock.getCurrentProcessingTime() + durationMs;
      arm();
    }
  }

  private void arm() {
    if (dueMs < timerMs) {
      timerMs = dueMs;
      clock.registerTimer(dueMs, this::look);
    }
  }

  private void look(long setForMs) {
    if (setForMs != timerMs) {
      return;
    }
    timerMs = NEVER;
    long now = clock.getCurrentProcessingTime();
    if (now < dueMs) {
      arm();
    } else if (!suspected) {
      suspected = true;
      dueMs = now + SECOND_LOOK_MS;
      arm();
    } else {
      dueMs = NEVER;
      over = true;
      onIdle.run();
    }
  }
}
