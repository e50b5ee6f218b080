package io.riverrank.job.options;

import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.EventTimeUnit;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as people write them. */
public final class Timestamps {

  private static final String EXAMPLE = "2026-03-01T12:00:00Z";

  private static final String MILLIS = "\\d{1,19}";

  private Timestamps() {}

  /**
   * @param key of the option, or its flag, for the error
   * @return epoch milliseconds
   */
  public static long parse(String key, String written) {
    return parse(key, written, "it as " + EXAMPLE + " or as epoch milliseconds");
  }

  /**
   * @param forms in which it can be written, for the error
   */
  static long parse(String key, String written, String forms) {
    try {
      return written.matches(MILLIS)
          ? millis(key, Long.parseLong(written))
          : OffsetDateTime.parse(written).toInstant().toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new SettingsException("%s is '%s'; write %s".formatted(key, written, forms));
    }
  }

  private static long millis(String key, long number) {
    EventTimeUnit other = EventTimeUnit.MILLISECONDS.mistakenFor(number);
    if (other != null) {
      throw new SettingsException(
          "%s is '%d', which looks like epoch %s; write epoch milliseconds, or a time as %s"
              .formatted(key, number, other, EXAMPLE));
    }
    return number;
  }
}
