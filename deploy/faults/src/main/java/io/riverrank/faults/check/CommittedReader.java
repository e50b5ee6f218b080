package io.riverrank.faults.check;

import io.riverrank.faults.broker.Topics;
import io.riverrank.faults.cluster.Waiting;
import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads results and dead letters with {@code read_committed}, in a thread of its own. */
public final class CommittedReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CATCH_UP = Duration.ofSeconds(120);

  private final Topics topics;
  private final Observed observed;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ResultReader reader = new ResultReader();
  private final AtomicBoolean caughtUp = new AtomicBoolean(true);
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable failure;

  /**
   * @param observed gets what is read
   */
  public CommittedReader(String bootstrapServers, Topics topics, Observed observed) {
    this.topics = topics;
    this.observed = observed;
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
        Stream.of(topics.results(), topics.deadLetters())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::read, "committed-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when everything that is committed now was read. */
  public void catchUp() {
    caughtUp.set(false);
    Waiting.until(
        "the reader has read all that is committed",
        CATCH_UP,
        () -> {
          requireAlive();
          return caughtUp.get();
        });
  }

  /**
   * @throws IllegalStateException if something was read that is no result, or reading failed
   */
  public void requireAlive() {
    if (failure != null) {
      throw new IllegalStateException("results can't be read", failure);
    }
  }

  private void read() {
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          take(message);
        }
        if (!caughtUp.get() && isAtEnd()) {
          caughtUp.set(true);
        }
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private boolean isAtEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void take(ConsumerRecord<byte[], byte[]> message) throws IOException {
    if (message.topic().equals(topics.results())) {
      observed.add(reader.read(message.value()));
    } else {
      observed.add(
          new String(message.key(), StandardCharsets.UTF_8),
          new SeenDeadLetter(
              header(message, DeadLetterHeaders.ERROR_CODE),
              Integer.parseInt(header(message, DeadLetterHeaders.SOURCE_PARTITION)),
              Long.parseLong(header(message, DeadLetterHeaders.SOURCE_OFFSET))));
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    consumer.wakeup();
    thread.join();
  }
}
