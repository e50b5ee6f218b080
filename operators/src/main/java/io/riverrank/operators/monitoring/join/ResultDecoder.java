package io.riverrank.operators.monitoring.join;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/**
 * Reads results. One whose clock was wrong must not close the windows of all others: an event time
 * ahead of the clock, or of the moment of its own scoring, is a dead letter. Not thread safe.
 */
public final class ResultDecoder implements Function<SourceRecord, MonitorEvent> {

  private final ResultReader reader = new ResultReader();
  private final long maxAheadMs;
  private final Clock clock;

  /**
   * @param maxAheadMs how far an event time may be ahead, milliseconds
   */
  public ResultDecoder(long maxAheadMs, Clock clock) {
    this.maxAheadMs = maxAheadMs;
    this.clock = clock;
  }

  @Override
  public MonitorEvent apply(SourceRecord source) {
    if (source.value() == null) {
      return refused(
          DeadLetterCode.TOMBSTONE, "the message has no value; send a result, or nothing", source);
    }
    try {
      RerankResult result = reader.read(source.value());
      long latestMs = Math.min(clock.millis(), result.scoredAtMs());
      return result.eventTimeMs() > latestMs && result.eventTimeMs() - latestMs > maxAheadMs
          ? refused(
              DeadLetterCode.EVENT_TIME_AHEAD,
              "event_time %s is more than rerank.event-time.max-ahead (%d ms) after %s; correct the clock that it comes from, or raise the limit"
                  .formatted(
                      Instant.ofEpochMilli(result.eventTimeMs()),
                      maxAheadMs,
                      Instant.ofEpochMilli(latestMs)),
              source)
          : new MonitorEvent.Result(result, source);
    } catch (IOException e) {
      return refused(DeadLetterCode.NOT_A_RESULT, e.getMessage(), source);
    }
  }

  private static MonitorEvent refused(DeadLetterCode code, String message, SourceRecord source) {
    return new MonitorEvent.Refused(new DeadLetter(code, message, source));
  }
}
