package io.riverrank.faults.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes planned messages to the requests topic, in order and each once, and waits out a broker
 * that is away.
 */
final class RequestSender implements AutoCloseable {

  private static final String PATIENCE_MS = Long.toString(Duration.ofMinutes(10).toMillis());

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong unacknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  RequestSender(String bootstrapServers, String topic) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "enable.idempotence", "true",
                "acks", "all",
                "linger.ms", "5",
                "delivery.timeout.ms", PATIENCE_MS,
                "max.block.ms", PATIENCE_MS,
                "max.request.size", "16777216",
                // A client that forgets its topics while the broker is away would stop the traffic.
                "metadata.recovery.strategy", "none"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(Plan plan, PlannedMessage message) {
    byte[] key = plan.queryId().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topic, key, message.value()), message);
  }

  /** To a partition of its own choice. */
  void send(Plan plan, PlannedMessage message, int partition) {
    byte[] key = plan.queryId().getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topic, partition, key, message.value()), message);
  }

  private void send(ProducerRecord<byte[], byte[]> record, PlannedMessage message) {
    unacknowledged.incrementAndGet();
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception == null) {
            message.acknowledged(metadata.partition(), metadata.offset());
          } else {
            failure.compareAndSet(null, exception);
          }
          unacknowledged.decrementAndGet();
        });
  }

  /**
   * @throws IllegalStateException if a message did not reach the broker
   */
  boolean isAllAcknowledged() {
    if (failure.get() != null) {
      throw new IllegalStateException("a request could not be sent", failure.get());
    }
    return unacknowledged.get() == 0;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
