package io.riverrank.job.rollout;

import io.riverrank.job.kafka.check.Cluster;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.options.ModelControl;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlEncoder;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a command to a running job and waits for its answer. */
public final class ControlClient {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final ModelControl control;

  public ControlClient(KafkaSettings kafka, ModelControl control) {
    this.kafka = kafka;
    this.control = control;
  }

  /** How a command ended. */
  public enum Outcome {
    /** Every subtask did it. */
    DONE,
    /** Some subtask, at least, refused it. */
    REFUSED,
    /** Not every subtask answered in time. */
    UNANSWERED
  }

  /**
   * @param patience how long to wait for the answer of every subtask
   * @param listener is told each status of the command that says more than those before it
   * @throws io.riverrank.job.kafka.check.TopicCheckException if the brokers don't answer, or have
   *     not both topics
   * @throws IOException if the command can't be sent or statuses can't be read
   */
  public Outcome send(ControlCommand command, Duration patience, Consumer<ModelStatus> listener)
      throws IOException {
    requireTopic(ClientProperties.sourceAdmin(kafka), control.commands());
    requireTopic(ClientProperties.sinkAdmin(kafka), control.statuses());
    try (KafkaConsumer<byte[], byte[]> statuses = statuses()) {
      send(command);
      return await(command, patience, statuses, listener);
    } catch (KafkaException e) {
      throw new IOException("Kafka failed: " + e.getMessage(), e);
    }
  }

  private void requireTopic(Properties adminProperties, String topic) {
    try (Cluster cluster = Cluster.connect(adminProperties, kafka)) {
      cluster.requireTopic(topic);
    }
  }

  /** A consumer at the end of the statuses as they are now. */
  private KafkaConsumer<byte[], byte[]> statuses() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientProperties.deadLetterReader(kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(control.statuses()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy; the position has to be one of before the command.
    partitions.forEach(consumer::position);
    return consumer;
  }

  private void send(ControlCommand command) throws IOException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            ClientProperties.requestWriter(kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(control.commands(), new ControlEncoder().encode(command)))
          .get();
    } catch (ExecutionException e) {
      throw new IOException(
          "topic %s takes no command: %s".formatted(control.commands(), e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the command was sent", e);
    }
  }

  private static Outcome await(
      ControlCommand command,
      Duration patience,
      KafkaConsumer<byte[], byte[]> statuses,
      Consumer<ModelStatus> listener) {
    ModelStatusReader reader = new ModelStatusReader();
    StatusBoard board = new StatusBoard();
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (!board.isSettled()) {
      if (System.nanoTime() > deadlineNanos) {
        return Outcome.UNANSWERED;
      }
      for (ConsumerRecord<byte[], byte[]> message : statuses.poll(POLL)) {
        ModelStatus status = read(reader, message.value());
        if (status != null && command.commandId().equals(status.commandId()) && board.add(status)) {
          listener.accept(status);
        }
      }
    }
    return board.isRefused() ? Outcome.REFUSED : Outcome.DONE;
  }

  /** Null for what is none. */
  static ModelStatus read(ModelStatusReader reader, byte[] value) {
    try {
      return value == null ? null : reader.read(value);
    } catch (MalformedRecordException e) {
      return null;
    }
  }
}
