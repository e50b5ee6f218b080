package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.FlushReason;
import io.riverrank.operators.batching.MicroBatch;
import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.batching.PendingPair;
import io.riverrank.operators.tokenizer.TokenizedPair;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchEventTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @TempDir Path folder;

  private RecordedEvent recorded(Runnable run) throws Exception {
    try (Recording recording = recording()) {
      recording.start();
      MicroBatchEvent event = new MicroBatchEvent();
      event.start();
      long start = System.nanoTime();
      run.run();
      event.record(batch(start), start);
      return only(recording);
    }
  }

  private static Recording recording() {
    Recording recording = new Recording();
    recording.enable(MicroBatchEvent.NAME).withoutThreshold();
    return recording;
  }

  private RecordedEvent only(Recording recording) throws IOException {
    recording.stop();
    Path file = folder.resolve(recording.getId() + ".jfr");
    recording.dump(file);
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  /** Two pairs of 4 and 3 tokens, submitted 7 and tokenized 5 nanoseconds before the start. */
  private MicroBatch batch(long start) {
    PendingPair longer = new PendingPair(this, new PairId("q", 0, 0), "a", "b", start - 7);
    longer.tokenized(new TokenizedPair(new long[4], null, false), start - 5);
    PendingPair shorter = new PendingPair(this, new PairId("q", 1, 0), "a", "c", start - 7);
    shorter.tokenized(new TokenizedPair(new long[3], null, false), start - 5);
    return new MicroBatch(List.of(shorter, longer), 4, FlushReason.FREE);
  }

  private static void work() {
    long end = THREADS.getCurrentThreadCpuTime() + WORK_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void rest() {
    long end = System.nanoTime() + REST_NANOS;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  @Test
  void saysWhatWasInTheBatchAndHowLongItWaited() throws Exception {
    RecordedEvent event = recorded(() -> {});
    assertThat(event.getInt("rows")).isEqualTo(2);
    assertThat(event.getInt("tokens")).isEqualTo(7);
    assertThat(event.getInt("paddedTokens")).isEqualTo(8);
    assertThat(event.getString("reason")).isEqualTo("FREE");
    assertThat(event.getDuration("tokenizeNanos").toNanos()).isEqualTo(4);
    assertThat(event.getDuration("queueNanos").toNanos()).isEqualTo(10);
  }

  @Test
  void cpuTimeIsWhatTheThreadHadOfItsCore() throws Exception {
    assertThat(recorded(MicroBatchEventTest::work).getDuration("cpuNanos").toNanos())
        .isGreaterThanOrEqualTo(WORK_NANOS);
    RecordedEvent rested = recorded(MicroBatchEventTest::rest);
    assertThat(rested.getDuration().toNanos()).isGreaterThanOrEqualTo(REST_NANOS);
    assertThat(rested.getDuration("cpuNanos").toNanos()).isLessThan(REST_NANOS / 2);
  }

  @Test
  void aRecordingThatBeginsDuringARunKnowsNoCpuTimeOfIt() throws Exception {
    MicroBatchEvent event = new MicroBatchEvent();
    event.start();
    long start = System.nanoTime();
    try (Recording recording = recording()) {
      recording.start();
      event.record(batch(start), start);
      assertThat(only(recording).getDuration("cpuNanos").toNanos()).isZero();
    }
  }
}
