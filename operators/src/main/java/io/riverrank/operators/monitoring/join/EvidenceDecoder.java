package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** What judgements and interactions have in common when they are read. */
abstract class EvidenceDecoder implements Function<SourceRecord, MonitorEvent> {

  private final RequestLimits limits;
  private final Clock clock;

  EvidenceDecoder(RequestLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * @throws MalformedRecordException with the reason, for a dead letter
   */
  abstract MonitorEvent decode(SourceRecord source) throws MalformedRecordException;

  @Override
  public final MonitorEvent apply(SourceRecord source) {
    if (source.value() == null) {
      return refused(
          DeadLetterCode.TOMBSTONE, "the message has no value; send nothing instead", source);
    }
    if (source.value().length > limits.messageBytes()) {
      return refused(
          DeadLetterCode.MESSAGE_TOO_LARGE,
          "the message has %d bytes, more than the %d of rerank.limits.message-bytes; send less or raise the limit"
              .formatted(source.value().length, limits.messageBytes()),
          source);
    }
    try {
      MonitorEvent event = decode(source);
      return event.timeMs() != null && isAhead(event.timeMs()) ? ahead(event, source) : event;
    } catch (MalformedRecordException e) {
      return refused(e.code(), e.getMessage(), source);
    }
  }

  private boolean isAhead(long timeMs) {
    long nowMs = clock.millis();
    return timeMs > nowMs && timeMs - nowMs > limits.maxAheadMs();
  }

  private MonitorEvent ahead(MonitorEvent event, SourceRecord source) {
    return refused(
        DeadLetterCode.EVENT_TIME_AHEAD,
        "event_time %s is more than rerank.event-time.max-ahead (%d ms) after the clock; correct it or raise the limit"
            .formatted(Instant.ofEpochMilli(event.timeMs()), limits.maxAheadMs()),
        source);
  }

  static MonitorEvent refused(DeadLetterCode code, String message, SourceRecord source) {
    return new MonitorEvent.Refused(new DeadLetter(code, message, source));
  }
}
