package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.settings.GroupSettings;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.settings.RerankSettings;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.RerankResult;
import java.time.Duration;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/**
 * Open groups end when no input comes for 60 s, of which the source counts 20 before it says IDLE.
 */
class RerankIdleTest {

  /** Open groups of one member, both scored, at 1 s of processing time. */
  private static RerankHarness twoOpenGroups() throws Exception {
    RerankHarness harness = RerankHarness.open().processingTime(1_000);
    return harness
        .send(member("q1", 1_000, "a", "a 1", 3), member("q2", 1_000, "a", "a 1", 3))
        .scoreAll();
  }

  @Test
  void inputThatIsHeldBackKeepsGroupsOpen() throws Exception {
    try (RerankHarness harness = twoOpenGroups()) {
      for (int hour = 1; hour < 10; hour++) {
        harness.processingTime(Duration.ofHours(hour).toMillis());
      }
      assertThat(harness.results()).isEmpty();
    }
  }

  @Test
  void idleInputEndsGroupsWhenTheRestOfTheTimeoutIsOver() throws Exception {
    try (RerankHarness harness = twoOpenGroups()) {
      harness.processingTime(21_000).status(WatermarkStatus.IDLE);
      harness.processingTime(60_999).processingTime(61_500);
      assertThat(harness.results()).as("what waits is read before a second look").isEmpty();

      harness.processingTime(62_500);
      assertThat(harness.results())
          .extracting(RerankResult::complete)
          .containsExactly(false, false);
    }
  }

  @Test
  void inputThatIsActiveAgainKeepsGroupsOpen() throws Exception {
    try (RerankHarness harness = twoOpenGroups()) {
      harness.status(WatermarkStatus.IDLE).processingTime(41_000).status(WatermarkStatus.ACTIVE);
      harness.processingTime(42_000).processingTime(200_000).processingTime(201_000);
      assertThat(harness.results()).isEmpty();

      harness.status(WatermarkStatus.IDLE).processingTime(240_000).processingTime(240_999);
      assertThat(harness.results()).as("counted anew").isEmpty();

      harness.processingTime(241_000).processingTime(242_000);
      assertThat(harness.results()).hasSize(2);
    }
  }

  @Test
  void anElementOfIdleInputStartsTheWholeTimeoutAnew() throws Exception {
    try (RerankHarness harness = twoOpenGroups()) {
      harness.status(WatermarkStatus.IDLE).processingTime(41_000);
      harness.send(member("q1", 1_000, "b", "b 1", 3)).scoreAll();
      harness.processingTime(42_000).processingTime(100_999);
      assertThat(harness.results()).isEmpty();

      harness.processingTime(101_000).processingTime(102_000);
      assertThat(harness.results()).hasSize(2);
    }
  }

  @Test
  void anElementBetweenSweepsKeepsTheOtherGroupsOpen() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(999, 99_999, 999, 9));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      for (int i = 0; i < 200; i++) {
        harness.send(member("q" + i, 1_000, "a", "a 1", 2));
      }
      harness.scoreAll().status(WatermarkStatus.IDLE).processingTime(40_000);
      harness.flink.setProcessingTime(41_000);
      harness.runMail();
      int ended = harness.results().size();
      assertThat(ended).isBetween(1, 199);

      harness.send(whole("q", 1_000)).runMails();
      assertThat(harness.results()).hasSize(ended + 1);
    }
  }

  /** Input waits while an element does, so that nothing is known of it. */
  @Test
  void anOperatorThatIsFullIsNotIdle() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(TestSettings.GROUPS, new OperatorLimits(2, 1_000_000, 9, 9));
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(member("q1", 1_000, "a", "a 1", 3)).status(WatermarkStatus.IDLE);
      harness.scoring.onNextSubmit(
          () -> {
            harness.flink.setProcessingTime(61_000);
            harness.flink.setProcessingTime(63_000);
            harness.scoring.deliverAll();
          });
      harness.send(whole("q2", 1_000, "a 1", "b 1"));
      harness.runMails();

      assertThat(harness.results()).extracting(RerankResult::queryId).containsExactly("q2");
    }
  }

  @Test
  void aTimeoutBelowTheSourcesIdlenessIsOverWithIt() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(new GroupSettings(10_000, 5_000, 20_000, 0), TestSettings.LIMITS);
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(member("q1", 1_000, "a", "a 1", 3)).scoreAll().processingTime(20_000);
      assertThat(harness.results()).isEmpty();

      harness.status(WatermarkStatus.IDLE).processingTime(20_001).processingTime(21_001);
      assertThat(harness.results()).hasSize(1);
    }
  }

  @Test
  void withoutATimeoutGroupsStayOpenHoweverIdleTheInputIs() throws Exception {
    RerankSettings settings =
        TestSettings.rerank(new GroupSettings(10_000, 0, 20_000, 0), TestSettings.LIMITS);
    try (RerankHarness harness = RerankHarness.open(new ManualScoring(), settings)) {
      harness.send(member("q1", 1_000, "a", "a 1", 3)).scoreAll().status(WatermarkStatus.IDLE);
      harness.send(member("q1", 1_000, "b", "b 1", 3)).scoreAll();
      harness.processingTime(1_000_000).processingTime(2_000_000);

      assertThat(harness.results()).isEmpty();
    }
  }
}
