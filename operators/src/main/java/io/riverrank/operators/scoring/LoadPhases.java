package io.riverrank.operators.scoring;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time of a start goes. */
final class LoadPhases {
  private final List<String> phases = new ArrayList<>();
  private final long start = System.nanoTime();
  private long last = start;

  /** What was done since the one before, or since this was made. */
  void ended(String phase) {
    long now = System.nanoTime();
    phases.add("%s %s".formatted(phase, seconds(now - last)));
    last = now;
  }

  /** As {@code 1.52 s (files 0.41 s, session 0.62 s), 6.10 s after the process began}. */
  @Override
  public String toString() {
    return "%s (%s), %s after the process began"
        .formatted(
            seconds(last - start),
            String.join(", ", phases),
            seconds(ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000));
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
