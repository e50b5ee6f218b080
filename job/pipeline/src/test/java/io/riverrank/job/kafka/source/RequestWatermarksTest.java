package io.riverrank.job.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.DeadLetter;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class RequestWatermarksTest {

  private static final long KAFKA_TIMESTAMP_MS = 77;

  private final ManualClock clock = new ManualClock(1);
  private final RecordedOutput output = new RecordedOutput();

  @Test
  void queryEventsHaveEventTimeAndDeadLettersKafkas() {
    TimestampAssigner<SourceEvent> assigner =
        watermarks(Duration.ofSeconds(5)).createTimestampAssigner(() -> null);
    assertThat(assigner.extractTimestamp(query(9_000), KAFKA_TIMESTAMP_MS)).isEqualTo(9_000);
    assertThat(assigner.extractTimestamp(deadLetter(), KAFKA_TIMESTAMP_MS))
        .isEqualTo(KAFKA_TIMESTAMP_MS);
  }

  @Test
  void watermarkStaysBehindTheLargestEventTime() {
    WatermarkGenerator<SourceEvent> generator = generator(Duration.ZERO);
    generator.onEvent(query(9_000), 9_000, output);
    generator.onEvent(query(7_000), 7_000, output);
    generator.onPeriodicEmit(output);
    assertThat(output.watermarksMs).containsExactly(3_999L);
  }

  @Test
  void deadLettersDontMoveTheWatermark() {
    WatermarkGenerator<SourceEvent> generator = generator(Duration.ZERO);
    generator.onEvent(query(9_000), 9_000, output);
    generator.onEvent(deadLetter(), Long.MAX_VALUE, output);
    generator.onPeriodicEmit(output);
    assertThat(output.watermarksMs).containsExactly(3_999L);
  }

  @Test
  void partitionOfDeadLettersBecomesIdle() {
    WatermarkGenerator<SourceEvent> generator = generator(Duration.ofSeconds(60));
    for (int second = 0; second < 62; second++) {
      generator.onEvent(deadLetter(), KAFKA_TIMESTAMP_MS, output);
      generator.onPeriodicEmit(output);
      clock.advanceTime(Duration.ofSeconds(1));
    }
    assertThat(output.idle).isTrue();
    generator.onEvent(query(1), 1, output);
    generator.onPeriodicEmit(output);
    assertThat(output.idle).isFalse();
  }

  @Test
  void withoutIdlenessNothingIsIdle() {
    WatermarkGenerator<SourceEvent> generator = generator(Duration.ZERO);
    generator.onPeriodicEmit(output);
    clock.advanceTime(Duration.ofDays(1));
    generator.onPeriodicEmit(output);
    assertThat(output.idle).isFalse();
  }

  private WatermarkGenerator<SourceEvent> generator(Duration idleness) {
    return watermarks(idleness)
        .createWatermarkGenerator(
            new WatermarkGeneratorSupplier.Context() {
              @Override
              public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
              }

              @Override
              public RelativeClock getInputActivityClock() {
                return clock;
              }
            });
  }

  private static RequestWatermarks watermarks(Duration idleness) {
    return new RequestWatermarks(Duration.ofSeconds(5), idleness);
  }

  private static QueryEvent query(long eventTimeMs) {
    return new QueryEvent(
        "q", "query", eventTimeMs, null, null, true, List.of(), List.of(), null, 0, source());
  }

  private static DeadLetter deadLetter() {
    return new DeadLetter(DeadLetterCode.INVALID_JSON, "bad", source());
  }

  private static SourceRecord source() {
    return new SourceRecord("t", 0, 0, KAFKA_TIMESTAMP_MS, null, null, List.of());
  }

  private static final class RecordedOutput implements WatermarkOutput {
    private final List<Long> watermarksMs = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarksMs.add(watermark.getTimestamp());
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
