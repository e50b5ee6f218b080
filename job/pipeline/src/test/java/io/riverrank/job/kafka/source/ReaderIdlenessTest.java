package io.riverrank.job.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** What a reader of several partitions says downstream, by Flink's own part of the source. */
class ReaderIdlenessTest {
  private static final String OLD = "partition-0";
  private static final String NEW = "partition-1";

  private final ManualClock clock = new ManualClock(1);
  private final Downstream downstream = new Downstream();
  private final TimestampsAndWatermarks<SourceEvent> eventTime =
      TimestampsAndWatermarks.createProgressiveEventTimeLogic(
          new RequestWatermarks(Duration.ofSeconds(5), Duration.ofSeconds(60)),
          new UnregisteredMetricsGroup(),
          new TestProcessingTimeService(),
          200,
          clock,
          clock,
          UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
  private final ReaderOutput<SourceEvent> reader =
      eventTime.createMainOutput(downstream, new NobodyAligns());

  @Test
  void anEventThatMovesNoWatermarkMakesTheReaderActive() {
    send(OLD, 9_000);
    send(NEW, 20_000);
    pass(Duration.ofSeconds(64));
    assertThat(downstream.said).containsExactly(3_999L, 14_999L, WatermarkStatus.IDLE);

    send(OLD, 9_500);
    pass(Duration.ofSeconds(1));
    assertThat(downstream.said).last().isEqualTo(WatermarkStatus.ACTIVE);
    send(OLD, 1_000);
    pass(Duration.ofSeconds(59));
    assertThat(downstream.said).last().isEqualTo(WatermarkStatus.ACTIVE);

    pass(Duration.ofSeconds(5));
    assertThat(downstream.said)
        .containsExactly(
            3_999L, 14_999L, WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, WatermarkStatus.IDLE);
  }

  @Test
  void aReaderWithoutPartitionsBecomesIdle() {
    pass(Duration.ofSeconds(64));
    assertThat(downstream.said).containsExactly(WatermarkStatus.IDLE);
  }

  @Test
  void onePartitionKeepsTheReaderActiveAndNotTheOther() {
    send(OLD, 9_000);
    for (int second = 0; second < 100; second++) {
      send(NEW, 20_000);
      pass(Duration.ofSeconds(1));
    }
    assertThat(downstream.said).containsExactly(3_999L, 14_999L);
  }

  private void send(String partition, long eventTimeMs) {
    reader.createOutputForSplit(partition).collect(query(eventTimeMs), 77);
  }

  private void pass(Duration time) {
    for (long seconds = time.toSeconds(); seconds > 0; seconds--) {
      clock.advanceTime(Duration.ofSeconds(1));
      eventTime.emitImmediateWatermark(0);
    }
  }

  private static QueryEvent query(long eventTimeMs) {
    SourceRecord source = new SourceRecord("t", 0, 0, 77, null, null, List.of());
    return new QueryEvent(
        "q", "query", eventTimeMs, null, null, true, List.of(), List.of(), null, 0, source);
  }

  /** Watermarks and statuses in order. */
  private static final class Downstream implements DataOutput<SourceEvent> {
    private final List<Object> said = new ArrayList<>();

    @Override
    public void emitRecord(StreamRecord<SourceEvent> record) {}

    @Override
    public void emitWatermark(Watermark watermark) {
      said.add(watermark.getTimestamp());
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
      said.add(status);
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent watermark) {}
  }

  private static final class NobodyAligns
      implements TimestampsAndWatermarks.WatermarkUpdateListener {
    @Override
    public void updateIdle(boolean isIdle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermark) {}

    @Override
    public void updateCurrentSplitWatermark(String splitId, long watermark) {}

    @Override
    public void updateCurrentSplitIdle(String splitId, boolean idle) {}

    @Override
    public void splitFinished(String splitId) {}
  }
}
