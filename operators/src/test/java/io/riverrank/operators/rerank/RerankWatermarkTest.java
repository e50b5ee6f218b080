package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.RerankResult;
import java.util.Random;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/** Promise 4: event time is honest. */
class RerankWatermarkTest {

  @Test
  void noWatermarkOvertakesAResultToCome() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q1", 100, "a 1"), whole("q2", 200, "a 1")).watermark(150);
      assertThat(harness.watermarks()).containsExactly(99L);

      harness.scoring.deliver(1);
      harness.runMails();
      assertThat(harness.watermarks()).containsExactly(99L, 150L);
    }
  }

  @Test
  void anOpenGroupHoldsTheWatermarkThatEndsIt() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 100, "a", "a 1", 2)).scoreAll().watermark(5_000);
      assertThat(harness.watermarks()).containsExactly(99L);

      harness.watermark(10_100);
      assertThat(harness.results()).hasSize(1);
      assertThat(harness.watermarks()).containsExactly(99L, 10_100L);
    }
  }

  @Test
  void idleWaitsForWorkInFlight() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1"));
      harness.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(harness.flink.getOutput()).doesNotContain(WatermarkStatus.IDLE);

      harness.scoreAll();
      assertThat(harness.flink.getOutput()).last().isEqualTo(WatermarkStatus.IDLE);

      harness.flink.processWatermarkStatus(WatermarkStatus.ACTIVE);
      assertThat(harness.flink.getOutput()).last().isEqualTo(WatermarkStatus.ACTIVE);
    }
  }

  @Test
  void anInputThatIsActiveAgainNeverWasIdle() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1"));
      harness.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      harness.flink.processWatermarkStatus(WatermarkStatus.ACTIVE);
      harness.scoreAll();

      assertThat(harness.flink.getOutput())
          .doesNotContain(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE);
    }
  }

  @Test
  void workThatComesBackIsActiveBeforeTheInputSaysSo() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      harness.send(whole("q", 100, "a 1"));
      assertThat(harness.flink.getOutput()).last().isEqualTo(WatermarkStatus.ACTIVE);

      harness.scoreAll();
      assertThat(harness.flink.getOutput()).last().isEqualTo(WatermarkStatus.IDLE);
    }
  }

  @Test
  void aResultThatNeedsNoScoreIsFollowedByIdleToo() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.status(WatermarkStatus.IDLE).send(whole("q", 100));
      assertThat(harness.results()).hasSize(1);
      assertThat(harness.flink.getOutput()).last().isEqualTo(WatermarkStatus.IDLE);
    }
  }

  @Test
  void aMemberThatMovesItsGroupLetsPassWhatTheGroupHeld() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(member("q", 100, "a", "a 1", 3)).watermark(500);
      assertThat(harness.watermarks()).containsExactly(99L);

      harness.send(member("q", 300, "b", "b 1", 3));
      assertThat(harness.watermarks()).containsExactly(99L, 299L);
    }
  }

  @Test
  void theLastWatermarkFollowsTheLastResult() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 100, "a 1"));
      harness.watermark(Long.MAX_VALUE).scoreAll();

      assertThat(harness.watermarks()).containsExactly(99L, Long.MAX_VALUE);
      assertThat(harness.flink.getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);
    }
  }

  @Test
  void anEventBeforeAllTimeIsHeldToo() throws Exception {
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", Long.MIN_VALUE, "a 1")).watermark(100);
      assertThat(harness.watermarks()).isEmpty();

      harness.scoreAll();
      assertThat(harness.watermarks()).containsExactly(100L);
    }
  }

  /** Input that is not late must never give a late result. */
  @Test
  void noResultIsEverLate() throws Exception {
    Random random = new Random(7);
    try (RerankHarness harness = RerankHarness.open()) {
      long watermark = 0;
      for (int i = 0; i < 2_000; i++) {
        long time = watermark + 1 + random.nextInt(3_000);
        harness.send(
            random.nextBoolean()
                ? whole("w" + i, time, "a 1", "b 2")
                : member("m" + random.nextInt(300), time, "d" + random.nextInt(9), "a 1", 4));
        if (random.nextInt(5) == 0) {
          harness.watermark(watermark += random.nextInt(2_000));
        }
        if (random.nextInt(10) == 0) {
          harness.scoring.deliverAllInRandomOrder(random);
          harness.runMails();
        }
      }
      harness.watermark(Long.MAX_VALUE).scoreAll();

      long passed = Long.MIN_VALUE;
      int results = 0;
      for (Object output : harness.flink.getOutput()) {
        if (output instanceof Watermark mark) {
          assertThat(mark.getTimestamp()).isGreaterThan(passed);
          passed = mark.getTimestamp();
        } else if (output instanceof StreamRecord<?> record
            && record.getValue() instanceof RerankResult) {
          assertThat(record.getTimestamp()).isGreaterThan(passed);
          results++;
        }
      }
      assertThat(results).isGreaterThan(500);
    }
  }
}
