package io.riverrank.operators.monitoring.alerts.rules;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A time of each day.
 *
 * @param from first moment
 * @param to first moment after it; at or before {@code from}: of the next day
 */
public record Silence(LocalTime from, LocalTime to, ZoneId zone) implements Serializable {

  private static final long serialVersionUID = 1;

  /** Milliseconds of [fromMs, toMs) that lie in it. */
  long overlapMs(long fromMs, long toMs) {
    long overlap = 0;
    // The one that began the day before may last until now.
    LocalDate day = date(fromMs).minusDays(1);
    for (LocalDate last = date(toMs); !day.isAfter(last); day = day.plusDays(1)) {
      long begin = Math.max(fromMs, instantMs(day, from));
      long end = Math.min(toMs, instantMs(to.isAfter(from) ? day : day.plusDays(1), to));
      overlap += Math.max(0, end - begin);
    }
    return overlap;
  }

  private LocalDate date(long instantMs) {
    return Instant.ofEpochMilli(instantMs).atZone(zone).toLocalDate();
  }

  private long instantMs(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
  }
}
