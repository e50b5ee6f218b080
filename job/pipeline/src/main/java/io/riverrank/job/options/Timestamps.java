package io.riverrank.job.options;

import io.riverrank.operators.options.SettingsException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as people write them. */
public final class Timestamps {

  private static final String MILLIS = "\\d{1,18}";

  private Timestamps() {}

  /**
   * @param key of the option, or its flag, for the error
   * @return epoch milliseconds
   */
  public static long parse(String key, String written) {
    try {
      return written.matches(MILLIS)
          ? Long.parseLong(written)
          : OffsetDateTime.parse(written).toInstant().toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new SettingsException(
          "%s is '%s'; write it as %s or as epoch milliseconds"
              .formatted(key, written, Instant.EPOCH));
    }
  }
}
