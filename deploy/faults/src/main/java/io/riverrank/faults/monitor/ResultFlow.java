package io.riverrank.faults.monitor;

import io.riverrank.faults.broker.MonitorTopics;
import io.riverrank.faults.cluster.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Results at a steady rate, ten times as fast as their event time goes by, in every partition and
 * in no order. All but a few are in time for their window's first record; the others are in time
 * for a revision.
 */
final class ResultFlow implements AutoCloseable {

  /** What {@code monitor.max-out-of-orderness} has to be. */
  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(3);

  /** What {@code monitor.allowed-lateness} has to be. */
  static final Duration LATENESS = Duration.ofSeconds(60);

  private static final long TICK_MS = 20;
  private static final int RESULTS_A_TICK = 4;

  /** Event time from one result to the next. */
  private static final long STEP_MS = 50;

  /** Disorder that nothing is late by. */
  private static final int DISORDER_MS = 2_000;

  /** One result of so many is late. */
  private static final int LATE_ONE_IN = 50;

  private static final int LEAST_LATE_MS = 10_000;
  private static final int MOST_LATE_MS = 25_000;

  /** Far from what the clock says, which a result must not be ahead of. */
  private static final Duration AGO = Duration.ofDays(1);

  private static final Duration SENDING = Duration.ofMinutes(2);

  private final String topic;
  private final RandomGenerator random;
  private final ResultMaker maker;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<MonitoredResult> sent = new ArrayList<>();
  private final AtomicLong unacknowledged = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "result-flow");
            created.setDaemon(true);
            return created;
          });
  private volatile Throwable failure;
  private volatile long clockMs = System.currentTimeMillis() - AGO.toMillis();

  /** Begins to send. */
  ResultFlow(String bootstrapServers, String topic, RandomGenerator random) {
    this.topic = topic;
    this.random = random;
    this.maker = new ResultMaker(random, ResultMaker.MARKETS);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    thread.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** Event time that the flow has come to, epoch milliseconds. */
  long clockMs() {
    return clockMs;
  }

  /**
   * Ends the flow, and lets event time go on in every partition until all windows are closed.
   *
   * @return what was sent, but for what closes the windows: its own stay open
   */
  List<MonitoredResult> end() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(SENDING.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the flow of results does not end");
    }
    long closesMs = clockMs + LATENESS.multipliedBy(10).toMillis();
    for (int partition = 0; partition < MonitorTopics.RESULT_PARTITIONS; partition++) {
      send(maker.next(closesMs), partition);
    }
    Waiting.until(
        "all results are sent",
        SENDING,
        () -> {
          requireSound();
          return unacknowledged.get() == 0;
        });
    return List.copyOf(sent);
  }

  /**
   * @throws IllegalStateException if results could not be sent
   */
  private void requireSound() {
    if (failure != null) {
      throw new IllegalStateException("results could not be sent", failure);
    }
  }

  private void tick() {
    try {
      for (int i = 0; i < RESULTS_A_TICK; i++) {
        clockMs += STEP_MS;
        long timeMs = clockMs - random.nextInt(DISORDER_MS);
        if (random.nextInt(LATE_ONE_IN) == 0) {
          timeMs = clockMs - random.nextInt(LEAST_LATE_MS, MOST_LATE_MS);
        }
        MonitoredResult made = maker.next(timeMs);
        send(made, random.nextInt(MonitorTopics.RESULT_PARTITIONS));
        sent.add(made);
      }
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void send(MonitoredResult made, int partition) {
    unacknowledged.incrementAndGet();
    producer.send(
        new ProducerRecord<>(topic, partition, null, made.value()),
        (metadata, exception) -> {
          if (exception != null) {
            failure = exception;
          }
          unacknowledged.decrementAndGet();
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(Duration.ofSeconds(5));
  }
}
