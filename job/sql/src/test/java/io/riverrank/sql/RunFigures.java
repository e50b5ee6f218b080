package io.riverrank.sql;

import io.riverrank.broker.testing.TestTopics;
import io.riverrank.operators.scoring.MicroBatchEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How one run went, by the micro-batches that Flight Recorder saw.
 *
 * @param pairsPerSecond from the first micro-batch to the last result on the topic, so that no
 *     start of a job is in it
 * @param pairsPerBatch through the model at once, on average
 * @param modelMillis CPU time of the model's callers for a pair
 * @param cpuMillis CPU time of the whole process for a pair, broker included; unlike the time on
 *     the clock it hardly depends on what else the machine does
 */
record RunFigures(
    double pairsPerSecond, double pairsPerBatch, double modelMillis, double cpuMillis) {

  /** Reranks and gives the topic of the results. */
  interface Run {
    String run() throws Exception;
  }

  static RunFigures of(TestTopics topics, Run run) throws Exception {
    return of(run, (batches, results) -> lastAppend(topics, results));
  }

  /** The same for a run that ends with its last micro-batch. */
  static RunFigures ofModel(Run run) throws Exception {
    return of(
        run,
        (batches, none) ->
            batches.stream().map(RecordedEvent::getEndTime).max(Instant::compareTo).orElseThrow());
  }

  private static RunFigures of(Run run, BiFunction<List<RecordedEvent>, String, Instant> lastMoment)
      throws Exception {
    try (Recording recording = new Recording();
        CpuClock cpu = new CpuClock()) {
      recording.enable(MicroBatchEvent.NAME).withoutStackTrace().withoutThreshold();
      recording.start();
      String results = run.run();
      recording.stop();
      List<RecordedEvent> batches = batches(recording);
      return of(batches, lastMoment.apply(batches, results), cpu);
    }
  }

  private static RunFigures of(List<RecordedEvent> batches, Instant end, CpuClock cpu) {
    Instant start =
        batches.stream().map(RecordedEvent::getStartTime).min(Instant::compareTo).orElseThrow();
    double pairs = sum(batches, batch -> batch.getInt("rows"));
    double seconds = (end.toEpochMilli() - start.toEpochMilli()) / 1e3;
    double modelNanos = sum(batches, batch -> batch.getDuration("cpuNanos").toNanos());
    return new RunFigures(
        pairs / seconds,
        pairs / batches.size(),
        modelNanos / 1e6 / pairs,
        cpu.millis(start, end) / pairs);
  }

  private static long sum(List<RecordedEvent> batches, ToLongFunction<RecordedEvent> figure) {
    return batches.stream().mapToLong(figure).sum();
  }

  private static List<RecordedEvent> batches(Recording recording) throws IOException {
    Path file = Files.createTempFile("riverrank-sql-", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(MicroBatchEvent.NAME))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  private static Instant lastAppend(TestTopics topics, String topic) {
    return Instant.ofEpochMilli(
        topics.read(topic).stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow());
  }
}
