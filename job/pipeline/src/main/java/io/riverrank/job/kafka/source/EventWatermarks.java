package io.riverrank.job.kafka.source;

import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Event time of a topic: the watermark of a partition follows its events that have a time. A dead
 * letter keeps its Kafka timestamp, moves no watermark, and doesn't keep a partition from being
 * idle: a partition of nothing but garbage would hold all others back.
 *
 * <p>A reader is idle while all its partitions are, and active from the first such event on, even
 * if that moves no watermark. Flink by itself leaves such a reader idle for as long as its
 * watermark stands, so that downstream takes input that is held back for no input.
 */
public class EventWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, Long> eventTime;
  private final WatermarkStrategy<T> ofEvents;
  private final boolean atEachEvent;

  /** Of the one reader whose generators this copy of the strategy makes. */
  @Nullable private transient Activity activity;

  /**
   * @param eventTime epoch milliseconds of an event; null for what has no say in how time goes by,
   *     such as a dead letter
   * @param maxOutOfOrderness how far the watermark stays behind the largest event time
   * @param idleness processing time without such an event after which a partition is idle; zero for
   *     never
   */
  public EventWatermarks(
      SerializableFunction<T, Long> eventTime, Duration maxOutOfOrderness, Duration idleness) {
    this(eventTime, maxOutOfOrderness, idleness, false);
  }

  /**
   * @param atEachEvent watermarks after each event and never by a clock
   */
  EventWatermarks(
      SerializableFunction<T, Long> eventTime,
      Duration maxOutOfOrderness,
      Duration idleness,
      boolean atEachEvent) {
    this.eventTime = eventTime;
    this.atEachEvent = atEachEvent;
    WatermarkStrategy<T> bounded = WatermarkStrategy.forBoundedOutOfOrderness(maxOutOfOrderness);
    ofEvents = idleness.isZero() ? bounded : bounded.withIdleness(idleness);
  }

  @Override
  public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
    return (event, kafkaTimestampMs) -> {
      Long timeMs = eventTime.apply(event);
      return timeMs == null ? kafkaTimestampMs : timeMs;
    };
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    WatermarkGenerator<T> generator = ofEvents.createWatermarkGenerator(context);
    if (activity != null) {
      return new TimedEventsOnly<>(generator, eventTime, atEachEvent, activity);
    }
    // Flink makes the reader's own first, which gets no events, and then one a partition.
    activity = new Activity();
    return new OfReader<>(
        generator, new TimedEventsOnly<>(generator, eventTime, atEachEvent, activity), activity);
  }

  /** Whether an event with a time came since the reader's generator last looked. */
  private static final class Activity {
    private boolean seen;
  }

  private record TimedEventsOnly<T>(
      WatermarkGenerator<T> generator,
      SerializableFunction<T, Long> eventTime,
      boolean atEachEvent,
      Activity activity)
      implements WatermarkGenerator<T> {

    @Override
    public void onEvent(T event, long eventTimeMs, WatermarkOutput output) {
      if (eventTime.apply(event) != null) {
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

  private record OfReader<T>(
      WatermarkGenerator<T> generator, TimedEventsOnly<T> events, Activity activity)
      implements WatermarkGenerator<T> {

    @Override
    public void onEvent(T event, long eventTimeMs, WatermarkOutput output) {
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
