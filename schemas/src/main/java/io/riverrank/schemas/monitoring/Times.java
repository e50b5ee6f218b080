package io.riverrank.schemas.monitoring;

import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.SourceRecord;
import javax.annotation.Nullable;

/** The time of a record that may leave it to its message. */
final class Times {

  private Times() {}

  static long orTimestamp(FieldReader in, @Nullable Long eventTimeMs, long timestampMs)
      throws MalformedRecordException {
    if (eventTimeMs != null) {
      return eventTimeMs;
    }
    if (timestampMs == SourceRecord.NO_TIMESTAMP) {
      throw in.missing(
          DeadLetterCode.INVALID_EVENT_TIME,
          "event_time and the message no timestamp; send an event_time");
    }
    return timestampMs;
  }
}
