package io.riverrank.schemas;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What numbers in {@code event_time} mean, and which of them can be times at all: a counter or a
 * duration would otherwise be a time in 1970, whose results a topic's retention deletes at once.
 *
 * @param unit that they count since 1970
 * @param firstYear of the times that they can be, UTC
 */
public record EpochNumbers(EventTimeUnit unit, int firstYear) implements Serializable {

  /** Milliseconds, from 2000 on. */
  public static final EpochNumbers DEFAULT = new EpochNumbers(EventTimeUnit.MILLISECONDS, 2000);

  boolean canBe(long epochMs) {
    return Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC).getYear() >= firstYear;
  }
}
