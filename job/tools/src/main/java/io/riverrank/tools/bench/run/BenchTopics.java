package io.riverrank.tools.bench.run;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.tools.bench.load.LoggedQuery;
import io.riverrank.tools.bench.load.Messages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The search engine's side of the topics. */
final class BenchTopics implements AutoCloseable {
  private final KafkaSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;

  BenchTopics(KafkaSettings settings) {
    this.settings = settings;
    // Each event goes at once: its latency counts from when it should have.
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", settings.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The id of an event by its number. */
  static String queryId(long number) {
    return "bench-" + number;
  }

  static QueryEvent requireEvent(SourceEvent event) {
    if (event instanceof DeadLetter dead) {
      throw new UserException("an event of the log is refused: " + dead.message());
    }
    return (QueryEvent) event;
  }

  ProducerRecord<byte[], byte[]> request(String queryId, LoggedQuery query) {
    return new ProducerRecord<>(
        settings.topics().requests(),
        queryId.getBytes(StandardCharsets.UTF_8),
        Messages.encode(queryId, query));
  }

  void send(ProducerRecord<byte[], byte[]> request) {
    producer.send(request);
  }

  void flush() {
    producer.flush();
  }

  /** Reads results and dead letters from their beginning, committed ones only. */
  KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", settings.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Arrays.asList(settings.topics().results(), settings.topics().deadLetters()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
