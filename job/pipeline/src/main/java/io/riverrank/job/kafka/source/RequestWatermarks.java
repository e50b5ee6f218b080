package io.riverrank.job.kafka.source;

import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;

/** Event time of the requests: that of query events. */
public final class RequestWatermarks extends EventWatermarks<SourceEvent> {

  private static final long serialVersionUID = 1;

  /**
   * @param maxOutOfOrderness how far the watermark stays behind the largest event time
   * @param idleness processing time without a query event after which a partition is idle; zero for
   *     never
   */
  public RequestWatermarks(Duration maxOutOfOrderness, Duration idleness) {
    this(maxOutOfOrderness, idleness, false);
  }

  private RequestWatermarks(Duration maxOutOfOrderness, Duration idleness, boolean atEachEvent) {
    super(RequestWatermarks::timeMs, maxOutOfOrderness, idleness, atEachEvent);
  }

  /** Watermarks after each event and never by a clock, so that they don't depend on speed. */
  public static RequestWatermarks atEachEvent(Duration maxOutOfOrderness) {
    return new RequestWatermarks(maxOutOfOrderness, Duration.ZERO, true);
  }

  private static Long timeMs(SourceEvent event) {
    return event instanceof QueryEvent query ? query.eventTimeMs() : null;
  }
}
