package io.riverrank.job.kafka.source;

import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import java.time.Duration;
import javax.annotation.Nullable;
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
 *
 * <p>A reader is idle while all its partitions are, and active from the first query event on, even
 * if that moves no watermark. Flink by itself leaves such a reader idle for as long as its
 * watermark stands, so that downstream takes input that is held back for no input.
 */
public final class RequestWatermarks implements WatermarkStrategy<SourceEvent> {

  private static final long serialVersionUID = 1;

  private final WatermarkStrategy<SourceEvent> ofQueryEvents;
  private final boolean atEachEvent;

  /** Of the one reader whose generators this copy of the strategy makes. */
  @Nullable private transient Activity activity;

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
    WatermarkGenerator<SourceEvent> generator = ofQueryEvents.createWatermarkGenerator(context);
    if (activity != null) {
      return new QueryEventsOnly(generator, atEachEvent, activity);
    }
    // Flink makes the reader's own first, which gets no events, and then one a partition.
    activity = new Activity();
    return new OfReader(generator, new QueryEventsOnly(generator, atEachEvent, activity), activity);
  }

  /** Whether a query event came since the reader's generator last looked. */
  private static final class Activity {
    private boolean seen;
  }

  private record QueryEventsOnly(
      WatermarkGenerator<SourceEvent> generator, boolean atEachEvent, Activity activity)
      implements WatermarkGenerator<SourceEvent> {

    @Override
    public void onEvent(SourceEvent event, long eventTimeMs, WatermarkOutput output) {
      if (event instanceof QueryEvent) {
        activity.seen = true;
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

  private record OfReader(
      WatermarkGenerator<SourceEvent> generator, QueryEventsOnly events, Activity activity)
      implements WatermarkGenerator<SourceEvent> {

    @Override
    public void onEvent(SourceEvent event, long eventTimeMs, WatermarkOutput output) {
      events.onEvent(event, eventTimeMs, output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (activity.seen) {
        activity.seen = false;
        // An event of no time: it keeps the reader from being idle and moves no watermark.
        generator.onEvent(null, Long.MIN_VALUE, output);
        output.markActive();
      }
      generator.onPeriodicEmit(output);
    }
  }
}
