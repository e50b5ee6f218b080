package io.riverrank.schemas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** ISO-8601 date-times to epoch milliseconds and back. */
final class EventTimes {

  private static final DateTimeFormatter ISO_WITH_OPTIONAL_OFFSET =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int DATE_CHARS = "2026-03-01".length();

  private EventTimes() {}

  /**
   * Epoch milliseconds of a date-time with an offset or {@code Z}; without either it is UTC. Digits
   * below a millisecond are dropped. A space may stand for the {@code T}, as in SQL and RFC 3339.
   *
   * @throws DateTimeException if it isn't one
   * @throws ArithmeticException if it is out of the range of epoch milliseconds
   */
  static long parse(String text) {
    TemporalAccessor parsed =
        ISO_WITH_OPTIONAL_OFFSET.parseBest(withT(text), OffsetDateTime::from, LocalDateTime::from);
    Instant instant =
        parsed instanceof OffsetDateTime dateTime
            ? dateTime.toInstant()
            : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    return instant.toEpochMilli();
  }

  private static String withT(String text) {
    return text.length() > DATE_CHARS && text.charAt(DATE_CHARS) == ' '
        ? text.substring(0, DATE_CHARS) + 'T' + text.substring(DATE_CHARS + 1)
        : text;
  }

  /** As {@code 2026-03-01T12:00:00Z}, with milliseconds only where they are not zero. */
  static String format(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }
}
