package io.riverrank.tools.bench.measure;

import io.riverrank.operators.scoring.MicroBatchEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records every micro-batch of this JVM, by Flight Recorder, from its start to {@link #stop}. */
public final class BatchRecorder implements AutoCloseable {
  private final Recording recording = new Recording();

  private BatchRecorder() {}

  public static BatchRecorder start() {
    BatchRecorder recorder = new BatchRecorder();
    recorder.recording.enable(MicroBatchEvent.NAME).withoutStackTrace().withoutThreshold();
    recorder.recording.start();
    return recorder;
  }

  /** What ran since the start, in the order of its end. */
  public List<BatchRun> stop() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("riverrank-bench-", ".jfr");
    try {
      recording.dump(file);
      List<BatchRun> runs = new ArrayList<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals(MicroBatchEvent.NAME)) {
          runs.add(run(event));
        }
      }
      return runs;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static BatchRun run(RecordedEvent event) {
    return new BatchRun(
        nanos(event.getStartTime()),
        nanos(event.getEndTime()),
        event.getInt("rows"),
        event.getInt("tokens"),
        event.getInt("paddedTokens"),
        event.getDuration("tokenizeNanos").toNanos(),
        event.getDuration("queueNanos").toNanos(),
        event.getDuration("cpuNanos").toNanos());
  }

  /** Nanoseconds since the epoch. */
  public static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Override
  public void close() {
    recording.close();
  }
}
