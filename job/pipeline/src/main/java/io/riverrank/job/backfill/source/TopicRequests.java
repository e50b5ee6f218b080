package io.riverrank.job.backfill.source;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.job.kafka.source.RequestWatermarks;
import io.riverrank.job.kafka.source.RequestsSource;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The requests of a range of a topic, with the time and the watermarks that they have in the
 * streaming job, except that nothing is ever idle. One reader reads all partitions, each in its
 * order.
 */
public final class TopicRequests {

  private TopicRequests() {}

  /**
   * @param maxOutOfOrderness how far the watermark of a partition stays behind its largest event
   *     time
   * @param startedMs when the backfill began, epoch milliseconds: what event times may not be far
   *     ahead of
   */
  public static Requests add(
      StreamExecutionEnvironment env,
      KafkaSettings kafka,
      TopicRange range,
      RequestLimits limits,
      Duration maxOutOfOrderness,
      long startedMs) {
    Clock started = Clock.fixed(Instant.ofEpochMilli(startedMs), ZoneOffset.UTC);
    SingleOutputStreamOperator<SourceEvent> events =
        env.fromSource(
                RequestsSource.create(kafka, limits, range, started),
                RequestWatermarks.atEachEvent(maxOutOfOrderness),
                "Topic: " + range.topic(),
                RiverrankTypes.SOURCE_EVENT)
            .uid("backfill-topic")
            .setParallelism(1)
            .setMaxParallelism(1)
            .transform("Count records", RiverrankTypes.SOURCE_EVENT, new TopicTally())
            .uid("backfill-topic-tally")
            .setParallelism(1)
            .setMaxParallelism(1);
    return Requests.of(events, "backfill-topic-split");
  }
}
