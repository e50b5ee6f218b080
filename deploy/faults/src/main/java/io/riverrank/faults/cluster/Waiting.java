package io.riverrank.faults.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Polling with a deadline. */
public final class Waiting {

  private static final Duration POLL = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * @param what is waited for, as the error says it
   * @throws org.awaitility.core.ConditionTimeoutException after {@code limit}
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollInterval(POLL)
        .pollDelay(Duration.ZERO)
        .atMost(limit)
        .until(condition);
  }

  /** Lets this much time pass: the length of an outage. */
  public static void pass(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    until("the outage is over", duration.plusSeconds(60), () -> System.nanoTime() >= end);
  }
}
