package io.riverrank.schemas;

import java.util.Locale;
import javax.annotation.Nullable;

/** What a number in {@code event_time} counts since 1970. */
public enum EventTimeUnit {
  SECONDS(1),
  MILLISECONDS(1_000),
  MICROSECONDS(1_000_000),
  NANOSECONDS(1_000_000_000);

  private static final long YEAR_2000_SECONDS = 946_684_800;
  private static final long YEAR_2100_SECONDS = 4_102_444_800L;
  private static final long MILLIS_A_SECOND = 1_000;

  private final long aSecond;

  EventTimeUnit(long aSecond) {
    this.aSecond = aSecond;
  }

  /**
   * The unit that a number rather looks like: in that it is a time of this century, which it is not
   * in this unit. No number looks like two. Null if there is none.
   */
  @Nullable
  public EventTimeUnit mistakenFor(double number) {
    if (isOfThisCentury(number)) {
      return null;
    }
    for (EventTimeUnit other : values()) {
      if (other.isOfThisCentury(number)) {
        return other;
      }
    }
    return null;
  }

  private boolean isOfThisCentury(double number) {
    double seconds = number / aSecond;
    return seconds >= YEAR_2000_SECONDS && seconds < YEAR_2100_SECONDS;
  }

  /**
   * Epoch milliseconds; what is below one is dropped.
   *
   * @throws ArithmeticException if they are more than a long has
   */
  long toMillis(long number) {
    return aSecond <= MILLIS_A_SECOND
        ? Math.multiplyExact(number, MILLIS_A_SECOND / aSecond)
        : Math.floorDiv(number, aSecond / MILLIS_A_SECOND);
  }

  /** Epoch milliseconds; what is below one is dropped. */
  double toMillis(double number) {
    return Math.floor(number / aSecond * MILLIS_A_SECOND);
  }

  /** As options write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
