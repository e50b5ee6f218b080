package io.riverrank.job.backfill.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.job.backfill.tally.Counts;
import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** When an operator of a backfill tells what it counted: each count once, none kept back. */
class TopicTallyTest {

  private static final int BETWEEN = 100;

  @Test
  void countsAreToldEverySoOften() throws Exception {
    try (var harness = harness()) {
      process(harness, BETWEEN - 1);
      assertThat(told(harness)).isEmpty();
      process(harness, 1);
      assertThat(told(harness)).containsExactlyInAnyOrder(records(BETWEEN), read(BETWEEN));
      process(harness, BETWEEN);
      assertThat(told(harness))
          .containsExactlyInAnyOrder(
              records(BETWEEN), read(BETWEEN), records(BETWEEN), read(BETWEEN));
    }
  }

  @Test
  void nothingIsUntoldInACheckpoint() throws Exception {
    try (var harness = harness()) {
      process(harness, 3);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(told(harness)).containsExactlyInAnyOrder(records(3), read(3));
      process(harness, BETWEEN - 1);
      assertThat(told(harness)).as("the next hundred begins anew").hasSize(2);
    }
  }

  @Test
  void nothingIsUntoldAtTheEnd() throws Exception {
    try (var harness = harness()) {
      process(harness, 1);
      harness.endInput();
      assertThat(told(harness)).containsExactlyInAnyOrder(records(1), read(1));
    }
  }

  private static OneInputStreamOperatorTestHarness<SourceEvent, SourceEvent> harness()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<SourceEvent, SourceEvent>(
            new TopicTally(),
            RiverrankTypes.SOURCE_EVENT.createSerializer(new SerializerConfigImpl()));
    harness.setup(RiverrankTypes.SOURCE_EVENT.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static void process(
      OneInputStreamOperatorTestHarness<SourceEvent, SourceEvent> harness, int records)
      throws Exception {
    SourceRecord record = new SourceRecord("requests", 0, 0, 0, null, new byte[0], List.of());
    for (int i = 0; i < records; i++) {
      harness.processElement(
          new StreamRecord<>(new DeadLetter(DeadLetterCode.INVALID_JSON, "not JSON", record)));
    }
  }

  private static List<Tuple2<String, Long>> told(OneInputStreamOperatorTestHarness<?, ?> harness) {
    var counts = harness.getSideOutput(Counts.COUNTS);
    return counts == null ? List.of() : counts.stream().map(StreamRecord::getValue).toList();
  }

  private static Tuple2<String, Long> records(long count) {
    return Tuple2.of(Counts.RECORDS, count);
  }

  private static Tuple2<String, Long> read(long count) {
    return Tuple2.of(Counts.READ, count);
  }
}
