package io.riverrank.job.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.broker.EmbeddedKafka;
import io.riverrank.broker.testing.TestTopics;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.testing.TestSettings;
import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.MessageHeader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RecordLimitITCase {

  private static final int MAX_MESSAGE_BYTES = 1 << 20;
  private static final long DEADLINE_SECONDS = 30;
  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  /** Producer and topic take it, and compressed too, which makes random bytes larger. */
  @Test
  void largestMessageFits() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        TestTopics topics = new TestTopics(kafka.bootstrapServers())) {
      String limit = Integer.toString(MAX_MESSAGE_BYTES);
      String topic = topics.create("results", 1, Map.of("max.message.bytes", limit));
      for (String compression : COMPRESSIONS) {
        KafkaSettings settings =
            TestSettings.kafka(
                kafka.bootstrapServers(),
                "kafka.max-message-bytes=1 mb",
                "kafka.sink.properties.compression.type=" + compression);
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
          send(producer, topic, message(RecordLimit.messageBytes(MAX_MESSAGE_BYTES)));
          assertThatThrownBy(() -> send(producer, topic, message(MAX_MESSAGE_BYTES)))
              .hasRootCauseInstanceOf(RecordTooLargeException.class);
        }
      }
      assertThat(topics.read(topic)).hasSize(COMPRESSIONS.size());
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
    Properties properties = ClientProperties.sink(settings);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, EncodedMessage message)
      throws Exception {
    producer
        .send(new MessageSerializationSchema(topic, 0).serialize(message, null, null))
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Bytes that don't compress. */
  private static EncodedMessage message(int sizeBytes) {
    byte[] key = new byte[100];
    List<MessageHeader> headers = List.of(new MessageHeader("traceparent", new byte[55]));
    long rest = new EncodedMessage(key, null, headers, 0).sizeBytes();
    byte[] value = new byte[(int) (sizeBytes - rest)];
    new Random(3).nextBytes(value);
    return new EncodedMessage(key, value, headers, 0);
  }
}
