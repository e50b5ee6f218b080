package io.riverrank.operators.monitoring.window;

import static io.riverrank.operators.monitoring.window.WindowsHarness.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.monitoring.MonitoredResults;
import io.riverrank.operators.monitoring.join.JoinEvents;
import io.riverrank.operators.options.SettingsException;
import io.riverrank.schemas.DeadLetterCode;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/** Which results count where, and when a record leaves. */
class WindowsTest {
  private static final int MANY = 1_000;

  @Test
  void aResultCountsInAWindowOfEachLengthWhichLeavesAtItsEnd() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10L, 20L), null)) {
      flink.send(0, 9, 10, 25).watermark(8);
      assertThat(flink.records()).isEmpty();
      flink.watermark(9);
      assertThat(flink.records()).containsExactly("0-10 all r0 2");
      flink.watermark(19);
      assertThat(flink.records())
          .containsExactly("0-10 all r0 2", "0-20 all r0 3", "10-20 all r0 1");
      flink.watermark(Long.MAX_VALUE);
      assertThat(flink.records()).contains("20-30 all r0 1", "20-40 all r0 1").hasSize(5);
      assertThat(flink.windows.numKeyedStateEntries()).isZero();
      assertThat(flink.segments.numKeyedStateEntries()).isZero();
      assertThat(flink.windows.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void timesBefore1970HaveWindowsToo() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10L), null)) {
      flink.send(-1, -10, -11).watermark(Long.MAX_VALUE);
      assertThat(flink.records()).containsExactly("-10-0 all r0 2", "-20--10 all r0 1");
    }
  }

  @Test
  void aWindowWithoutResultsHasNoRecord() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10L), null)) {
      flink.send(5, 35).watermark(Long.MAX_VALUE);
      assertThat(flink.records()).containsExactly("0-10 all r0 1", "30-40 all r0 1");
    }
  }

  @Test
  void lateResultsMakeOneRevisionForEachStepOfTheWatermark() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(10, MANY, 10L), null)) {
      flink.send(5).watermark(9).send(6, 7);
      flink.snapshot(1);
      flink.send(8);
      flink.snapshot(2);
      assertThat(flink.records()).containsExactly("0-10 all r0 1");
      flink.watermark(11);
      assertThat(flink.records()).containsExactly("0-10 all r0 1", "0-10 all r1 4");
      flink.watermark(12);
      assertThat(flink.records()).hasSize(2);
      flink.send(9).watermark(19);
      assertThat(flink.records()).last().isEqualTo("0-10 all r2 5");
      assertThat(flink.windows.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aResultAfterAllItsWindowsClosedIsADeadLetterAndOneInTimeForSomeCountsThere()
      throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(5, MANY, 10L, 40L), null)) {
      flink.send(1).watermark(14).send(2);
      assertThat(flink.deadLetterCodes()).isEmpty();
      flink.watermark(44).send(3);
      assertThat(flink.deadLetterCodes()).containsExactly(DeadLetterCode.LATE_RESULT);
      assertThat(flink.records()).containsExactly("0-10 all r0 1", "0-40 all r0 2");
    }
  }

  @Test
  void twoModelsInAWindowAreApart() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10L), null)) {
      flink.send(JoinEvents.result("a", 1, "sha256:aa", null));
      flink.send(JoinEvents.result("b", 2, "sha256:bb", null));
      flink.watermark(9);
      assertThat(flink.metrics())
          .extracting(WindowMetrics::model)
          .containsExactlyInAnyOrder("sha256:aa", "sha256:bb");
    }
  }

  @Test
  void rankingsThatTwoModelsDraftedAreNeithers() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10_000L), null)) {
      RerankResult one = MonitoredResults.whole("a", List.of());
      flink.send(JoinEvents.joined(one));
      flink.send(JoinEvents.joined(MonitoredResults.interleaved(one)));
      flink.watermark(9_999);
      assertThat(flink.metrics())
          .extracting(WindowMetrics::model)
          .containsExactlyInAnyOrder("sha256:0", "sha256:0+sha256:1");
    }
  }

  @Test
  void segmentsPastTheLimitAreTogetherInOtherWhichSaysSo() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, 2, 10L), null)) {
      flink.sendMarkets(1, "de", "fr");
      flink.snapshot(1);
      flink.sendMarkets(2, "us", "de", "it", "us").watermark(9);
      assertThat(flink.records())
          .containsExactly("0-10 all r0 6", "0-10 de r0 2", "0-10 fr r0 1", "0-10 other r0 3");
      assertThat(flink.metrics())
          .allMatch(
              one -> one.segmentOverflow() == one.segment().equals(Map.of("market", "other")));
      flink.sendMarkets(11, "us").watermark(19);
      assertThat(flink.records()).as("the next window begins anew").contains("10-20 us r0 1");
      flink.sendMarkets(21, "other", "de", "fr").watermark(29);
      assertThat(flink.records())
          .as("a market that is called so has its own")
          .contains("20-30 =other r0 1", "20-30 de r0 1", "20-30 other r0 1");
    }
  }

  @Test
  void aKillBetweenAnyTwoStepsChangesNothing() throws Exception {
    WindowSettings settings = settings(10, MANY, 10L, 20L);
    WindowsHarness.State state;
    try (WindowsHarness flink = new WindowsHarness(settings, null)) {
      flink.sendMarkets(1, "de", "fr").watermark(9).sendMarkets(5, "de").send(12);
      state = flink.snapshot(1);
      // Lost with the kill; the source sends them again.
      flink.sendMarkets(6, "de").watermark(13);
    }
    try (WindowsHarness flink = new WindowsHarness(settings, state)) {
      flink.sendMarkets(6, "de").watermark(13).watermark(Long.MAX_VALUE);
      assertThat(flink.records())
          .containsExactly(
              "0-10 all r1 4",
              "0-10 de r1 3",
              "0-20 all r0 5",
              "0-20 de r0 3",
              "0-20 fr r0 1",
              "10-20 all r0 1");
    }
  }

  @Test
  void aClosedWindowStaysClosedAfterARestart() throws Exception {
    WindowSettings settings = settings(0, MANY, 10L);
    WindowsHarness.State state;
    try (WindowsHarness flink = new WindowsHarness(settings, null)) {
      state = flink.send(1).watermark(15).snapshot(1);
    }
    try (WindowsHarness flink = new WindowsHarness(settings, state)) {
      flink.send(2, 16).watermark(Long.MAX_VALUE);
      assertThat(flink.records()).containsExactly("10-20 all r0 1");
      assertThat(flink.deadLetterCodes()).containsExactly(DeadLetterCode.LATE_RESULT);
    }
  }

  @Test
  void idlenessIsNotPassedOn() throws Exception {
    try (WindowsHarness flink = new WindowsHarness(settings(0, MANY, 10L), null)) {
      flink.panes.processWatermarkStatus(WatermarkStatus.IDLE);
      assertThat(flink.panes.getOutput()).isEmpty();
    }
  }

  @Test
  void manySegmentsDontHoldMoreSummariesThanTheLimit() throws Exception {
    WindowSettings few =
        new WindowSettings(
            List.of(10L),
            0,
            Segmentation.parse("monitor.segments", List.of("/market")),
            true,
            MANY,
            3);
    try (WindowsHarness flink = new WindowsHarness(few, null)) {
      for (int round = 0; round < 3; round++) {
        flink.sendMarkets(round, "a", "b", "c", "d", "e");
      }
      flink.watermark(9);
      assertThat(flink.records())
          .containsExactly(
              "0-10 a r0 3",
              "0-10 all r0 15",
              "0-10 b r0 3",
              "0-10 c r0 3",
              "0-10 d r0 3",
              "0-10 e r0 3");
    }
  }

  @Test
  void lengthsThatDontFitIntoEachOtherAreRefused() {
    assertThatThrownBy(() -> settings(0, MANY, 7L, 10L))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no multiple of the shortest");
  }
}
