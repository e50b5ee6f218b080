package io.riverrank.job.kafka.source;

import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of the requests: the watermark of a partition follows its query events only. A dead
 * letter keeps its Kafka timestamp, moves no watermark, and doesn't keep a partition from being
 * idle: a partition of nothing but garbage would hold all others back.
 */
public final class RequestWatermarks implements WatermarkStrategy<SourceEvent> {

  private static final long serialVersionUID = 1;

  private final WatermarkStrategy<SourceEvent> ofQueryEvents;
  private final boolean atEachEvent;

  /**
   * @param maxOutOfOrderness how far the watermark stays behind the largest event time
   * @param idleness processing time without a query event after which a partition is idle; zero for
   *     never
   */
  public RequestWatermarks(Duration maxOutOfOrderness, Duration idleness) {
    this(maxOutOfOrderness, idleness, false);
  }

  private RequestWatermarks(Duration maxOutOfOrderness, Duration idleness, boolean atEachEvent) {
    this.atEachEvent = atEachEvent;
    WatermarkStrategy<SourceEvent> bounded =
        WatermarkStrategy.forBoundedOutOfOrderness(maxOutOfOrderness);
    ofQueryEvents = idleness.isZero() ? bounded : bounded.withIdleness(idleness);
  }

  /** Watermarks after each event and never by a clock, so that they don't depend on speed. */
  public static RequestWatermarks atEachEvent(Duration maxOutOfOrderness) {
    return new RequestWatermarks(maxOutOfOrderness, Duration.ZERO, true);
  }

  @Override
  public TimestampAssigner<SourceEvent> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (event, kafkaTimestampMs) ->
        event instanceof QueryEvent query ? query.eventTimeMs() : kafkaTimestampMs;
  }

  @Override
  public WatermarkGenerator<SourceEvent> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new QueryEventsOnly(ofQueryEvents.createWatermarkGenerator(context), atEachEvent);
  }

  private record QueryEventsOnly(WatermarkGenerator<SourceEvent> generator, boolean atEachEvent)
      implements WatermarkGenerator<SourceEvent> {

    @Override
    public void onEvent(SourceEvent event, long eventTimeMs, WatermarkOutput output) {
      if (event instanceof QueryEvent) {
        generator.onEvent(event, eventTimeMs, output);
        if (atEachEvent) {
          generator.onPeriodicEmit(output);
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      generator.onPeriodicEmit(output);
    }
  }
}
