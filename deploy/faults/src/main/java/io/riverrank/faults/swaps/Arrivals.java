package io.riverrank.faults.swaps;

import io.riverrank.faults.traffic.Plan;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * When each result was written, in a thread of its own. Before it is committed: a checkpoint's
 * interval would hide what is measured.
 */
final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * A result.
   *
   * @param nanos of {@link System#nanoTime}
   */
  record Arrival(long nanos, String fingerprint) {}

  private final Map<String, Arrival> byQueryId = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ResultReader reader = new ResultReader();
  private final Thread thread;
  private volatile String latest;
  private volatile boolean closed;
  private volatile Throwable failure;

  Arrivals(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_uncommitted",
                "auto.offset.reset", "earliest",
                "fetch.max.wait.ms", "20"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = new Thread(this::read, "arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          RerankResult result = reader.read(message.value());
          latest = result.model().fingerprint();
          byQueryId.putIfAbsent(
              result.queryId(), new Arrival(System.nanoTime(), result.model().fingerprint()));
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

  /** Results so far. */
  int count() {
    if (failure != null) {
      throw new IllegalStateException("results can't be read", failure);
    }
    return byQueryId.size();
  }

  /** The model of the latest result; null before the first. */
  String latestModel() {
    return latest;
  }

  /**
   * When the first result came of a model to a query that began after a moment; 0 while there is
   * none.
   */
  long firstNanos(List<Plan> plans, String fingerprint, long afterNanos) {
    count();
    return plans.stream()
        .filter(plan -> plan.begunAfter(afterNanos))
        .map(plan -> byQueryId.get(plan.queryId()))
        .filter(arrival -> arrival != null && arrival.fingerprint().equals(fingerprint))
        .mapToLong(Arrival::nanos)
        .min()
        .orElse(0);
  }

  /**
   * Milliseconds from request to result of the queries that began between two moments, ascending.
   */
  double[] latenciesMs(List<Plan> plans, long fromNanos, long toNanos) {
    return plans.stream()
        .filter(plan -> plan.begunAfter(fromNanos) && !plan.begunAfter(toNanos))
        .filter(plan -> byQueryId.containsKey(plan.queryId()))
        .mapToDouble(plan -> (byQueryId.get(plan.queryId()).nanos() - plan.begunNanos()) / 1e6)
        .sorted()
        .toArray();
  }

  /** Results that came between two moments. */
  long countBetween(long fromNanos, long toNanos) {
    return byQueryId.values().stream()
        .filter(arrival -> arrival.nanos() - fromNanos > 0 && arrival.nanos() - toNanos <= 0)
        .count();
  }

  /**
   * @param ascending values
   * @param share 0 to 1; 0.5 is the median
   */
  static double quantile(double[] ascending, double share) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    return ascending[Math.min(ascending.length - 1, (int) (share * ascending.length))];
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    consumer.wakeup();
    thread.join();
  }
}
