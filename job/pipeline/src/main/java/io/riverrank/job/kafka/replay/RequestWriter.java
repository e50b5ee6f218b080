package io.riverrank.job.kafka.replay;

import io.riverrank.schemas.MessageHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes originals to the requests topic; what fails is told at the next call. */
final class RequestWriter implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public RequestWriter(Properties producerProperties, String topic) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void send(DeadLetterMessage message) throws IOException {
    check();
    ConsumerRecord<byte[], byte[]> original = message.message();
    List<Header> headers =
        message.originalHeaders().stream().map(RequestWriter::kafkaHeader).toList();
    try {
      producer.send(
          new ProducerRecord<>(
              topic, null, original.timestamp(), original.key(), original.value(), headers),
          (metadata, e) -> {
            if (e != null) {
              failure.compareAndSet(null, e);
            }
          });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Waits until the brokers have all of them. */
  public void flush() throws IOException {
    producer.flush();
    check();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private void check() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw failed(e);
    }
  }

  private IOException failed(Exception e) {
    return new IOException(
        "a request can't be written to topic %s: %s".formatted(topic, e.getMessage()), e);
  }

  private static Header kafkaHeader(MessageHeader header) {
    return new RecordHeader(header.name(), header.value());
  }
}
