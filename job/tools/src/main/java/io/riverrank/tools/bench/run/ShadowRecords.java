package io.riverrank.tools.bench.run;

import io.riverrank.job.options.JobSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The shadow topic's keys. */
final class ShadowRecords implements AutoCloseable {

  /** Longer than a micro-batch takes. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  ShadowRecords(JobSettings settings) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", settings.kafka().bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(settings.control().shadow()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Query ids since the last call, until none comes any more. */
  Set<String> take() {
    Set<String> queryIds = new HashSet<>();
    for (ConsumerRecords<byte[], byte[]> polled = consumer.poll(QUIET);
        !polled.isEmpty();
        polled = consumer.poll(QUIET)) {
      for (ConsumerRecord<byte[], byte[]> message : polled) {
        queryIds.add(new String(message.key(), StandardCharsets.UTF_8));
      }
    }
    return queryIds;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
