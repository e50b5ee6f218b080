package io.riverrank.job.kafka.source;

import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The source of a topic. Offsets are in Flink's checkpoints and are committed to the consumer group
 * with each; a job without state begins at {@link io.riverrank.job.kafka.settings.StartingOffsets}.
 * New partitions are found while it runs ({@code partition.discovery.interval.ms}).
 */
public final class TopicSource {

  private TopicSource() {}

  /** Builds the source of a topic; nothing is connected yet. */
  public static <T> Source<T, ?, ?> create(
      KafkaSettings settings, String topic, RecordDeserializationSchema<T> deserializer) {
    KafkaSourceBuilder<T> builder =
        KafkaSource.<T>builder()
            .setTopics(topic)
            .setDeserializer(deserializer)
            .setProperties(ClientProperties.source(settings))
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true")
            .setStartingOffsets(startingOffsets(settings));
    if (settings.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return new MendedKafkaSource<>(builder.build());
  }

  /**
   * Builds the source of a topic that a job without state reads whole, whatever a group committed.
   */
  public static <T> Source<T, ?, ?> fromBeginning(
      KafkaSettings settings, String topic, RecordDeserializationSchema<T> deserializer) {
    return new MendedKafkaSource<>(
        KafkaSource.<T>builder()
            .setTopics(topic)
            .setDeserializer(deserializer)
            .setProperties(ClientProperties.source(settings))
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .build());
  }

  /**
   * Builds the source of a range, which is read once and whole: offsets are in Flink's checkpoints
   * only, and one that is gone fails the job.
   */
  @SuppressWarnings("deprecation") // the connector's signature has no other type for it
  public static <T> Source<T, ?, ?> create(
      KafkaSettings settings, TopicRange range, RecordDeserializationSchema<T> deserializer) {
    Properties properties = ClientProperties.source(settings);
    // No group's offsets are read or written.
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    Map<TopicPartition, Long> begins = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicRange.Partition partition : range.partitions()) {
      TopicPartition key = new TopicPartition(range.topic(), partition.partition());
      begins.put(key, partition.from());
      ends.put(key, partition.to());
    }
    return new MendedKafkaSource<>(
        KafkaSource.<T>builder()
            .setPartitions(new HashSet<>(begins.keySet()))
            .setDeserializer(deserializer)
            .setProperties(properties)
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .setStartingOffsets(OffsetsInitializer.offsets(begins, OffsetResetStrategy.NONE))
            .setBounded(OffsetsInitializer.offsets(ends, OffsetResetStrategy.NONE))
            .build());
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
