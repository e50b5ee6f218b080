package io.riverrank.job.backfill.tally;

import io.riverrank.operators.options.SettingsException;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * How many dead letters a backfill may have.
 *
 * @param count null for any number
 * @param percent of the records; null for any share
 */
public record ErrorLimit(@Nullable Long count, @Nullable Double percent) implements Serializable {

  /** Before so many records a share says nothing, except at the end. */
  private static final long RECORDS_FOR_A_SHARE = 1_000;

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})|(\\d{1,3}(?:\\.\\d+)?)\\s*%");

  /**
   * @param written {@code N} or {@code N%}; null for no limit
   */
  public static ErrorLimit parse(@Nullable String written) {
    if (written == null) {
      return new ErrorLimit(null, null);
    }
    Matcher matcher = WRITTEN.matcher(written.strip());
    if (!matcher.matches()) {
      throw new SettingsException(
          "backfill.max-errors is '%s'; write a number of dead letters, or a share of the records as in 0.5%%"
              .formatted(written));
    }
    return matcher.group(1) == null
        ? new ErrorLimit(null, Double.valueOf(matcher.group(2)))
        : new ErrorLimit(Long.valueOf(matcher.group(1)), null);
  }

  /** Whether so many are too many. */
  boolean isExceeded(long errors, long records, boolean ended) {
    if (count != null) {
      return errors > count;
    }
    return percent != null
        && (ended || records >= RECORDS_FOR_A_SHARE)
        && errors * 100.0 > percent * records;
  }

  @Override
  public String toString() {
    return count != null ? count.toString() : percent != null ? percent + "%" : "none";
  }
}
