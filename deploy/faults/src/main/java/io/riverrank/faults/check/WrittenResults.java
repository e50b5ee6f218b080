package io.riverrank.faults.check;

import io.riverrank.faults.broker.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts results when they are written, before a checkpoint commits them: how fast a job scores
 * while its checkpoints take longer than what is measured. What an attempt wrote that failed is
 * counted, too.
 */
public final class WrittenResults implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AtomicLong count = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable failure;

  /** Counts what is written to the results topic from now on. */
  public WrittenResults(String bootstrapServers, Topics topics) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_uncommitted",
                "fetch.max.wait.ms", "100"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topics.results()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = new Thread(this::read, "written-results");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Results since this was made.
   *
   * @throws IllegalStateException if reading failed
   */
  public long count() {
    if (failure != null) {
      throw new IllegalStateException("what is written can't be read", failure);
    }
    return count.get();
  }

  private void read() {
    try {
      while (!closed) {
        count.addAndGet(consumer.poll(POLL).count());
      }
    } catch (WakeupException e) {
      // Closed.
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    consumer.wakeup();
    thread.join();
  }
}
