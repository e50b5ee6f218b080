package io.riverrank.faults.traffic;

import java.time.Duration;

/**
 * Event time of the traffic. It goes on with each query that begins, not with the time of day: an
 * outage must not make groups time out whose members only wait to be sent.
 */
public final class EventClock {

  private long nowMs = System.currentTimeMillis();

  /** Epoch milliseconds. */
  public synchronized long now() {
    return nowMs;
  }

  /** Goes on. */
  public synchronized void advance(Duration time) {
    nowMs += time.toMillis();
  }
}
