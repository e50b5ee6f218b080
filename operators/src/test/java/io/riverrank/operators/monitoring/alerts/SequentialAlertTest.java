package io.riverrank.operators.monitoring.alerts;

import static io.riverrank.operators.monitoring.alerts.AlertHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.sequential.BaselineMean;
import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequentialAlertTest {

  private static final double ALPHA = 0.05;
  private static final long BASELINE_N = 5000;
  private static final double VARIANCE = 0.0625;
  private static final BaselineMeans BASELINE =
      new BaselineMeans()
          .add(Map.of(), "top1_same", BASELINE_N, 0.7, 0.21)
          .add(Map.of(), "rbo", BASELINE_N, 0.7, VARIANCE)
          .add(Map.of("market", "de"), "top1_same", BASELINE_N, 0.7, 0.21)
          .add(Map.of("market", "fr"), "top1_same", BASELINE_N, 0.7, 0.21);

  private static FigureValue share(double value, long n) {
    return FigureValue.of(value, n, value - 0.01, value + 0.01);
  }

  private static SequentialRule rule(String figure, Change change) {
    return new SequentialRule(RuleHead.of("mean"), figure, change, ALPHA, 0.01);
  }

  private static SequentialRule each() {
    return new SequentialRule(
        RuleHead.of("each").withSegments(Map.of("market", "*")),
        "top1_same",
        Change.FALLS,
        ALPHA,
        0.01);
  }

  private static WindowMetrics top1(int window, double value) {
    return record(window, Map.of("top1_same", share(value, 200)));
  }

  private static WindowMetrics market(int window, String market, double value) {
    return record(
        window, Map.of("market", market), "sha256:a", 0, Map.of("top1_same", share(value, 200)));
  }

  @Test
  void aFallFiresOnceAndItsEndIsFound() throws Exception {
    try (AlertHarness harness =
        new AlertHarness(BASELINE, false, rule("top1_same", Change.FALLS))) {
      for (int window = 0; window < 40; window++) {
        harness.window(window, top1(window, window < 10 ? 0.7 : window < 20 ? 0.5 : 0.75));
        harness.restore();
      }
      assertThat(harness.alerts())
          .extracting(Alert::status)
          .containsExactly(Alert.Status.FIRING, Alert.Status.RESOLVED);
      Alert firing = harness.alerts().get(0);
      assertThat(firing.windowEndMs() / AlertHarness.HOUR_MS).isBetween(11L, 14L);
      assertThat(firing.eValue()).isGreaterThanOrEqualTo(2 / ALPHA);
      assertThat(firing.threshold()).isLessThan(0.69 - 0.01);
    }
  }

  @Test
  void theEvidenceIsThatOfTheWindowsAgainstTheBaselinesLowerEnd() throws Exception {
    double least = BaselineMean.lowerEnd(UnitMoments.ofShare(BASELINE_N, 0.7), ALPHA / 2) - 0.01;
    EProcess expected = EProcess.start();
    int window = 0;
    try (AlertHarness harness =
        new AlertHarness(BASELINE, false, rule("top1_same", Change.FALLS))) {
      while (harness.alerts().isEmpty()) {
        harness.window(window, top1(window, 0.64));
        expected = expected.after(UnitMoments.ofShare(200, 0.64), least);
        // A late result of the window, fed again, would count its queries twice.
        harness.process(
            record(window, Map.of(), "sha256:a", 1, Map.of("top1_same", share(0.4, 201))));
        window++;
      }
      Alert firing = harness.alerts().get(0);
      assertThat(firing.threshold()).isCloseTo(least, within(1e-12));
      assertThat(firing.eValue()).isCloseTo(expected.value(), within(1e-9 * expected.value()));
    }
  }

  @Test
  void aRiseOfWhatIsBadIsFound() throws Exception {
    BaselineMeans baseline = new BaselineMeans().add(Map.of(), "zero_results", 1000, 0, 0);
    SequentialRule rule = rule("zero_results", Change.RISES);
    try (AlertHarness harness = new AlertHarness(baseline, false, rule)) {
      harness.window(0, record(0, Map.of("zero_results", FigureValue.of(0.005, 200, 0, 0.02))));
      assertThat(harness.alerts()).isEmpty();
      harness.window(1, record(1, Map.of("zero_results", FigureValue.of(0.1, 200, 0, 0.2))));
      assertThat(harness.said()).containsExactly("mean firing 1");
      assertThat(harness.alerts().get(0).threshold()).isBetween(0.0137, 0.016);
    }
  }

  @Test
  void aRiseIsNoFall() throws Exception {
    try (AlertHarness harness =
        new AlertHarness(BASELINE, false, rule("top1_same", Change.FALLS))) {
      for (int window = 0; window < 50; window++) {
        harness.window(window, top1(window, 0.9));
      }
      assertThat(harness.alerts()).isEmpty();
    }
  }

  @Test
  void segmentsThatTheBaselineHasNotAreNotTested() throws Exception {
    try (AlertHarness harness = new AlertHarness(BASELINE, false, each())) {
      for (int window = 0; window < 20; window++) {
        harness.process(market(window, "at", 0.1));
        harness.process(market(window, "de", 0.1));
        harness.endOf(window);
      }
      assertThat(harness.said()).containsExactly("each firing 0 [de]");
    }
  }

  /** With two of two, evidence of 1 ÷ α is enough for both; one alone needs 2 ÷ α. */
  @Test
  void segmentsShareTheAlphaByEvidence() throws Exception {
    int together;
    int alone;
    try (AlertHarness harness = new AlertHarness(BASELINE, false, each())) {
      together = firstAlert(harness, 0.63);
      assertThat(harness.said()).hasSize(2);
    }
    try (AlertHarness harness = new AlertHarness(BASELINE, false, each())) {
      alone = firstAlert(harness, 0.7);
      assertThat(harness.said()).hasSize(1);
    }
    assertThat(together).isLessThan(alone);
  }

  private static int firstAlert(AlertHarness harness, double ofTheOther) throws Exception {
    int window = 0;
    while (harness.alerts().isEmpty()) {
      harness.process(market(window, "de", 0.63));
      harness.process(market(window, "fr", ofTheOther));
      harness.endOf(window++);
    }
    return window;
  }

  @Test
  void anIntervalTellsTheSpread() throws Exception {
    int narrow = windowsUntilAlert(0.1);
    int wide = windowsUntilAlert(0.35);
    assertThat(narrow).isLessThan(wide);
  }

  private static int windowsUntilAlert(double deviation) throws Exception {
    double half = 1.96 * deviation / Math.sqrt(50);
    FigureValue figure = FigureValue.of(0.6, 50, 0.6 - half, 0.6 + half);
    int window = 0;
    try (AlertHarness harness = new AlertHarness(BASELINE, false, rule("rbo", Change.FALLS))) {
      while (harness.alerts().isEmpty()) {
        harness.window(window, record(window++, Map.of("rbo", figure)));
      }
    }
    return window;
  }
}
