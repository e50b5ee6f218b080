package io.riverrank.tools.bench.run;

import io.riverrank.job.errors.UserException;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.tools.bench.load.LoggedQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends on time with one thread, and takes rankings with another. */
final class OpenLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final BenchTopics topics;
  private final KafkaSettings settings;
  private final JobClient job;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "riverrank-bench-sender"));
  private long nextId;

  OpenLoop(BenchTopics topics, KafkaSettings settings, JobClient job) {
    this.topics = topics;
    this.settings = settings;
    this.job = job;
    this.consumer = topics.consumer();
  }

  /** Number of the next event ({@link BenchTopics#queryId}). */
  long nextId() {
    return nextId;
  }

  /**
   * @param schedule when to send each event, nanoseconds from now, ascending
   * @return milliseconds from then to the arrival of the ranking, by event
   */
  double[] run(List<LoggedQuery> events, long[] schedule) throws Exception {
    long first = nextId;
    nextId += events.size();
    // Beforehand, since what the search engine does is no part of the job.
    List<ProducerRecord<byte[], byte[]>> requests = new ArrayList<>(events.size());
    for (LoggedQuery event : events) {
      requests.add(topics.request(BenchTopics.queryId(first + requests.size()), event));
    }
    long start = System.nanoTime();
    Future<?> sending = sender.submit(() -> send(requests, schedule, start));
    Arrived arrived = new Arrived(settings);
    long lastProgress = System.nanoTime();
    while (arrived.count() < events.size()) {
      int before = arrived.count();
      arrived.take(consumer, POLL);
      requireRunning();
      long now = System.nanoTime();
      if (arrived.count() > before || !sending.isDone()) {
        lastProgress = now;
      } else if (now - lastProgress > PATIENCE_NANOS) {
        arrived.rankings(events.size());
      }
    }
    sending.get();
    Map<String, Long> arrivals = arrived.rankings(events.size()).nanosByQuery();
    double[] millis = new double[events.size()];
    for (int i = 0; i < millis.length; i++) {
      long scheduled = start + schedule[i];
      millis[i] = (arrivals.get(BenchTopics.queryId(first + i)) - scheduled) / 1e6;
    }
    return millis;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> requests, long[] schedule, long start) {
    for (int i = 0; i < schedule.length; i++) {
      for (long wait = start + schedule[i] - System.nanoTime();
          wait > 0;
          wait = start + schedule[i] - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      topics.send(requests.get(i));
    }
    topics.flush();
  }

  private void requireRunning() throws IOException, InterruptedException {
    if (job.getJobExecutionResult().isDone()) {
      try {
        job.getJobExecutionResult().get();
      } catch (ExecutionException e) {
        throw new IOException("the job failed", e.getCause());
      }
      throw new UserException("the job ended by itself before all events had a ranking");
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
    consumer.close();
  }
}
