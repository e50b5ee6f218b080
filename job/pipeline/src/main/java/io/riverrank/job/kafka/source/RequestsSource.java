package io.riverrank.job.kafka.source;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import java.time.Clock;
import org.apache.flink.api.connector.source.Source;

/** The source of the requests topic. */
public final class RequestsSource {

  private RequestsSource() {}

  /** Builds the source; nothing is connected yet. */
  public static Source<SourceEvent, ?, ?> create(KafkaSettings settings, RequestLimits limits) {
    return TopicSource.create(
        settings, settings.topics().requests(), deserializer(limits, Clock.systemUTC()));
  }

  /**
   * Builds the source of a range.
   *
   * @param clock what messages' times may not be far ahead of; one that stands still gives the same
   *     events whenever the range is read
   */
  public static Source<SourceEvent, ?, ?> create(
      KafkaSettings settings, RequestLimits limits, TopicRange range, Clock clock) {
    return TopicSource.create(settings, range, deserializer(limits, clock));
  }

  /**
   * @param clock a serializable one, such as those of {@link Clock#systemUTC} and {@link
   *     Clock#fixed}
   */
  static RecordDeserializationSchema<SourceEvent> deserializer(RequestLimits limits, Clock clock) {
    return new RecordDeserializationSchema<>(
        () -> new RequestDecoder(limits, clock)::decode, RiverrankTypes.SOURCE_EVENT);
  }
}
