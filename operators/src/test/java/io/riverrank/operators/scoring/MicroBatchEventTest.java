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
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchEventTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @TempDir Path folder;

  /** What this thread had of its core around the run that was recorded last. */
  private long threadCpuNanos;

  private RecordedEvent recorded(Runnable run) throws Exception {
    try (Recording recording = recording()) {
      recording.start();
      MicroBatchEvent event = new MicroBatchEvent();
      long before = THREADS.getCurrentThreadCpuTime();
      event.start();
      long start = System.nanoTime();
      run.run();
      event.record(batch(start), start);
      threadCpuNanos = THREADS.getCurrentThreadCpuTime() - before;
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
  private MicroBatch<PendingPair> batch(long start) {
    PendingPair longer = new PendingPair(new PairId("q", 0, 0), start - 7);
    longer.tokenized(new TokenizedPair(new long[4], null, false), start - 5);
    PendingPair shorter = new PendingPair(new PairId("q", 1, 0), start - 7);
    shorter.tokenized(new TokenizedPair(new long[3], null, false), start - 5);
    return new MicroBatch<>(List.of(shorter, longer), 2, 4, FlushReason.FREE);
  }

  private static void work() {
    long end = THREADS.getCurrentThreadCpuTime() + WORK_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void wait(Thread working) {
    working.start();
    try {
      working.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
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
    assertThat(cpuNanosOf(MicroBatchEventTest::work)).isGreaterThanOrEqualTo(WORK_NANOS);
    assertThat(cpuNanosOf(() -> wait(new Thread(MicroBatchEventTest::work))))
        .as("another thread's time is not in it")
        .isLessThanOrEqualTo(threadCpuNanos);
  }

  private long cpuNanosOf(Runnable run) throws Exception {
    return recorded(run).getDuration("cpuNanos").toNanos();
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
