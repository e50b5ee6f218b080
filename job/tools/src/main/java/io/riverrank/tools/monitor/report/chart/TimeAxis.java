package io.riverrank.tools.monitor.report.chart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The time from the start of the first window to the end of the last, in UTC.
 *
 * @param lengthMs of a window
 */
public record TimeAxis(long fromMs, long toMs, long lengthMs) {
  private static final int MARKS = 4;
  private static final long[] STEPS_MIN = {
    1,
    2,
    5,
    10,
    15,
    30,
    60,
    120,
    180,
    360,
    720,
    1440,
    2 * 1440,
    7 * 1440,
    14 * 1440,
    28 * 1440,
    91 * 1440,
    364 * 1440
  };
  private static final DateTimeFormatter TIME = format("HH:mm");
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter BOTH = format("d MMM yyyy HH:mm");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** A point of time as people read it. */
  public static String text(long timeMs) {
    return BOTH.format(Instant.ofEpochMilli(timeMs));
  }

  /** The end of it. */
  public TimeAxis last(int windows) {
    return new TimeAxis(Math.max(fromMs, toMs - windows * lengthMs), toMs, lengthMs);
  }

  double share(long timeMs) {
    return (timeMs - fromMs) / (double) Math.max(1, toMs - fromMs);
  }

  /** Of a window's middle. */
  double middle(long startMs) {
    return share(startMs + lengthMs / 2);
  }

  /** Round times within the axis. */
  List<Long> marks() {
    long stepMs = stepMs();
    List<Long> marks = new ArrayList<>();
    for (long t = -Math.floorDiv(-fromMs, stepMs) * stepMs; t <= toMs; t += stepMs) {
      marks.add(t);
    }
    return marks;
  }

  String label(long markMs) {
    boolean midnight = markMs % TimeUnit.DAYS.toMillis(1) == 0;
    return (midnight ? DAY : TIME).format(Instant.ofEpochMilli(markMs));
  }

  private long stepMs() {
    for (long minutes : STEPS_MIN) {
      if ((toMs - fromMs) / TimeUnit.MINUTES.toMillis(minutes) <= MARKS) {
        return TimeUnit.MINUTES.toMillis(minutes);
      }
    }
    return Math.max(1, (toMs - fromMs) / MARKS);
  }
}
