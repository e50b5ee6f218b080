package io.riverrank.job.kafka.replay;

import io.riverrank.schemas.text.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from where the request says to the end that it has at first. */
final class BoundedReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ReplayRequest request;
  private final Map<TopicPartition, Long> beginnings = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long lastAdvanceNanos = System.nanoTime();

  /**
   * @throws IOException if the brokers don't answer or have no such topic
   */
  public BoundedReader(Properties consumerProperties, ReplayRequest request) throws IOException {
    this.request = request;
    consumer =
        new KafkaConsumer<>(
            consumerProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      seek(partitions());
    } catch (KafkaException | IOException e) {
      consumer.close();
      throw e instanceof IOException known ? known : failed((KafkaException) e);
    }
  }

  /** Offsets to read. */
  public long total() {
    return sum(ends) - sum(beginnings);
  }

  /** Offsets that are behind; those of transaction markers count too. */
  public long done() {
    long done = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long position = Math.min(consumer.position(end.getKey()), end.getValue());
      done += position - beginnings.get(end.getKey());
    }
    return done;
  }

  /**
   * The next messages; may be none.
   *
   * @throws IOException if there is nothing for longer than the request's patience
   */
  public List<DeadLetterMessage> poll() throws IOException {
    long before = done();
    List<DeadLetterMessage> messages = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < ends.get(partition(message))) {
          messages.add(new DeadLetterMessage(message));
        }
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
    long nowNanos = System.nanoTime();
    if (done() > before) {
      lastAdvanceNanos = nowNanos;
    } else if (nowNanos - lastAdvanceNanos > request.patience().toNanos()) {
      throw new IOException(
          "topic %s has %s more, but no broker sends them; try again later"
              .formatted(request.deadLetters(), Counted.of(total() - done(), "dead letter")));
    }
    return messages;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> partitions() throws IOException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(request.deadLetters(), request.patience()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IOException("Kafka has no topic " + request.deadLetters());
    }
    return partitions;
  }

  private void seek(List<TopicPartition> partitions) {
    consumer.assign(partitions);
    ends.putAll(consumer.endOffsets(partitions, request.patience()));
    beginnings.putAll(consumer.beginningOffsets(partitions, request.patience()));
    if (request.sinceMs() != null) {
      Map<TopicPartition, Long> timestamps = new HashMap<>();
      partitions.forEach(partition -> timestamps.put(partition, request.sinceMs()));
      Map<TopicPartition, OffsetAndTimestamp> found =
          consumer.offsetsForTimes(timestamps, request.patience());
      found.forEach(
          (partition, offset) ->
              beginnings.put(
                  partition,
                  offset == null
                      ? ends.get(partition)
                      : Math.min(offset.offset(), ends.get(partition))));
    }
    beginnings.forEach(consumer::seek);
  }

  private IOException failed(KafkaException e) {
    return new IOException(
        "dead letters can't be read from topic %s: %s"
            .formatted(request.deadLetters(), e.getMessage()),
        e);
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> message) {
    return new TopicPartition(message.topic(), message.partition());
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
