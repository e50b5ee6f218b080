package io.riverrank.job.kafka;

import io.riverrank.job.kafka.source.RequestDeserializationSchema;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The source of the requests topic. Offsets are in Flink's checkpoints and are committed to the
 * consumer group with each; a job without state begins at {@link StartingOffsets}. New partitions
 * are found while it runs ({@code partition.discovery.interval.ms}).
 */
public final class RequestsSource {

  private RequestsSource() {}

  /** Builds the source; nothing is connected yet. */
  public static KafkaSource<SourceEvent> create(KafkaSettings settings, RequestLimits limits) {
    KafkaSourceBuilder<SourceEvent> builder =
        KafkaSource.<SourceEvent>builder()
            .setTopics(settings.topics().requests())
            .setDeserializer(new RequestDeserializationSchema(limits))
            .setProperties(ClientProperties.source(settings))
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true")
            .setStartingOffsets(startingOffsets(settings));
    if (settings.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  @SuppressWarnings("deprecation") // the connector's signature has no other type for it
  private static OffsetsInitializer startingOffsets(KafkaSettings settings) {
    return switch (settings.startingOffsets()) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case TIMESTAMP -> OffsetsInitializer.timestamp(settings.startingTimestampMs());
    };
  }
}
