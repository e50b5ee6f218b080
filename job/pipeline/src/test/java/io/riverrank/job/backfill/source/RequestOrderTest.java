package io.riverrank.job.backfill.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Which time requests get, and that a restart doesn't change it. */
class RequestOrderTest {

  private static final long BOUND_MS = 5_000;
  private static final long STARTED_MS = 2_000_000_000_000L;
  private static final long T = 1_700_000_000_000L;

  private static OneInputStreamOperatorTestHarness<FileRecord, SourceEvent> harness()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<FileRecord, SourceEvent>(
            new RequestOrder(
                List.of("file:/a", "file:/b"),
                new RequestLimits(10_000, 100, 1_000, 100, 10, 1_000),
                BOUND_MS,
                STARTED_MS),
            FileRecordSerializer.INSTANCE);
    harness.setup(RiverrankTypes.SOURCE_EVENT.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static StreamRecord<FileRecord> request(long line, String eventTime) {
    String json =
        "{\"query_id\":\"q%d\",\"query\":\"q\",%s\"candidates\":[]}".formatted(line, eventTime);
    return new StreamRecord<>(
        FileRecord.of(1, line, 10 * line, json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String at(long timeMs) {
    return "\"event_time\":%d,".formatted(timeMs);
  }

  /** Event times, dead letters' codes and watermarks, in order. */
  private static List<Object> said(OneInputStreamOperatorTestHarness<?, ?> harness) {
    List<Object> said = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      if (element instanceof Watermark watermark) {
        said.add("W" + watermark.getTimestamp());
      } else if (((StreamRecord<?>) element).getValue() instanceof QueryEvent event) {
        said.add(event.eventTimeMs());
      } else {
        said.add(((DeadLetter) ((StreamRecord<?>) element).getValue()).code().name());
      }
    }
    return said;
  }

  @Test
  void orderIsTheTimeWhereThereIsNone() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(request(1, ""));
      harness.processElement(request(2, "\"event_time\":\"never\","));
      harness.processElement(request(3, ""));
      assertThat(said(harness)).containsExactly(0L, "INVALID_EVENT_TIME", 2L);
    }
  }

  @Test
  void watermarksFollowEventTimesOnly() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(request(1, at(T)));
      harness.processElement(request(2, at(T + 1)));
      harness.processElement(request(3, ""));
      harness.processElement(request(4, at(T - 100)));
      harness.processWatermark(new Watermark(T));
      harness.processElement(request(5, at(STARTED_MS + 1_001)));
      assertThat(said(harness))
          .containsExactly(
              T, "W" + (T - 5_001), T + 1, "W" + (T - 5_000), T + 2, T - 100, "EVENT_TIME_AHEAD");
    }
  }

  @Test
  void timeGoesOnAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(request(1, at(T)));
      harness.processElement(request(2, ""));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(request(3, at(T - 7)));
      harness.processElement(request(4, ""));
      assertThat(said(harness)).containsExactly("W" + (T - 5_001), T - 7, T + 3);
    }
  }
}
