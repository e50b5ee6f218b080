package io.riverrank.faults.monitor;

import io.riverrank.faults.broker.MonitorTopics;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads metrics and dead letters with {@code read_committed}, when asked to. Not thread safe. */
final class CommittedMetrics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final MonitorTopics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WindowMetricsReader reader = new WindowMetricsReader();
  private final List<WindowMetrics> records = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();

  CommittedMetrics(String bootstrapServers, MonitorTopics topics) {
    this.topics = topics;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "fetch.max.wait.ms", "100"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.metrics(), topics.deadLetters())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Reads all that is committed.
   *
   * @throws IOException if something is no metrics record
   */
  void catchUp() throws IOException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        take(message);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.topic().equals(topics.metrics())) {
      records.add(reader.read(message.value()));
    } else {
      deadLetters.add(
          new String(
              message.headers().lastHeader(DeadLetterHeaders.ERROR_MESSAGE).value(),
              StandardCharsets.UTF_8));
    }
  }

  /** Those of a window, segment and model in the order in which they were written. */
  List<WindowMetrics> records() {
    return records;
  }

  /** What each says is wrong. */
  List<String> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
