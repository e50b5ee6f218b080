package io.riverrank.operators.monitoring.alerts;

import static io.riverrank.operators.monitoring.alerts.AlertHarness.HOUR_MS;
import static io.riverrank.operators.monitoring.alerts.AlertHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule.Data;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.Silence;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

class MissingDataAlertTest {

  private static final RuleHead HEAD = RuleHead.of("missing").withWindowMs(HOUR_MS);

  private static Rule results(@Nullable Silence silence) {
    return new MissingDataRule(HEAD, Data.RESULTS, 3 * HOUR_MS, silence);
  }

  private static WindowMetrics some(int window) {
    return record(window, Map.of("ndcg@10", FigureValue.of(0.7, 10)));
  }

  private static WindowMetrics unjudged(int window) {
    return record(
        window,
        Map.of("rbo", FigureValue.of(0.7, 10), "ndcg@10", FigureValue.missing("no judgements")));
  }

  @Test
  void aSegmentThatNothingComesOfFiresWhileOthersGoOn() throws Exception {
    Rule rule =
        new MissingDataRule(
            HEAD.withSegments(Map.of("market", "de")), Data.RESULTS, 3 * HOUR_MS, null);
    try (AlertHarness harness = new AlertHarness(rule)) {
      harness.process(record(0, Map.of("market", "de"), "a", 0, some(0).figures()));
      for (int window = 0; window < 6; window++) {
        harness.window(window, some(window));
        harness.restore();
      }
      harness.process(record(6, Map.of("market", "de"), "b", 0, some(6).figures()));
      harness.endOf(6);
      assertThat(harness.said())
          .containsExactly("missing firing 3 [de]", "missing resolved 6 [de]");
    }
  }

  @Test
  void aSegmentThatNobodyNamedIsForgotten() throws Exception {
    Rule each =
        new MissingDataRule(
            HEAD.withSegments(Map.of("market", "*")), Data.RESULTS, 3 * HOUR_MS, null);
    try (AlertHarness harness = new AlertHarness(each)) {
      harness.process(record(0, Map.of("market", "de"), "a", 0, some(0).figures()));
      for (int window = 0; window < 60; window++) {
        harness.window(window, some(window));
      }
      assertThat(harness.said())
          .containsExactly(
              "missing firing 3 [de]", "missing resolved " + RuleHead.DEFAULT_GONE_AFTER + " [de]");
    }
  }

  @Test
  void judgementsThatStopFire() throws Exception {
    Rule rule = new MissingDataRule(HEAD, Data.JUDGEMENTS, 2 * HOUR_MS, null);
    try (AlertHarness harness = new AlertHarness(rule)) {
      harness.window(0, some(0));
      harness.window(1, unjudged(1));
      assertThat(harness.said()).isEmpty();
      harness.window(2, unjudged(2));
      harness.window(3, some(3));
      assertThat(harness.said()).containsExactly("missing firing 2", "missing resolved 3");
    }
  }

  @Test
  void aGapThatIsOverIsSaidWhenItIsSeen() throws Exception {
    try (AlertHarness harness = new AlertHarness(results(null))) {
      harness.window(0, some(0));
      harness.window(4, some(4));
      assertThat(harness.said()).containsExactly("missing firing 3", "missing resolved 4");
      assertThat(harness.alerts().get(0).startsAtMs()).isEqualTo(HOUR_MS);
    }
  }

  @Test
  void aSilenceDoesNotCount() throws Exception {
    Silence untilFour = new Silence(LocalTime.of(23, 0), LocalTime.of(4, 0), ZoneOffset.UTC);
    try (AlertHarness harness = new AlertHarness(results(untilFour))) {
      harness.window(0, some(0));
      harness.window(6, some(6));
      assertThat(harness.said()).isEmpty();
      harness.window(10, some(10));
      assertThat(harness.said()).containsExactly("missing firing 9", "missing resolved 10");
    }
  }

  @Test
  void nothingAtAllIsSeenByTheClock() throws Exception {
    try (AlertHarness harness = new AlertHarness(new BaselineMeans(), true, results(null))) {
      harness.clock(HOUR_MS + 60_000);
      harness.window(0, some(0));
      harness.clock(5 * HOUR_MS);
      assertThat(harness.said()).isEmpty();
      harness.clock(6 * HOUR_MS);
      assertThat(harness.said()).containsExactly("missing firing 3");
      harness.clock(20 * HOUR_MS);
      harness.window(19, some(19));
      assertThat(harness.said()).containsExactly("missing firing 3", "missing resolved 19");
    }
  }

  @Test
  void theTimeThatTheJobWasDownIsNoSilence() throws Exception {
    try (AlertHarness harness = new AlertHarness(new BaselineMeans(), true, results(null))) {
      harness.clock(HOUR_MS);
      harness.window(0, some(0));
      harness.restore();
      harness.clock(30 * HOUR_MS);
      assertThat(harness.said()).isEmpty();
      harness.clock(35 * HOUR_MS);
      assertThat(harness.said()).hasSize(1);
    }
  }

  @Test
  void aFileThatIsReadToItsEndIsNoSilence() throws Exception {
    try (AlertHarness harness = new AlertHarness(results(null))) {
      harness.window(0, some(0));
      harness.clock(100 * HOUR_MS);
      assertThat(harness.said()).isEmpty();
    }
  }
}
