package io.riverrank.operators.monitoring.alerts;

import static io.riverrank.operators.monitoring.alerts.AlertHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule.Side;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdAlertTest {

  /** Two windows in a row below 0.65; over after two in a row from 0.7 on. */
  private static final Rule LOW = low(RuleHead.of("low"), 0.65);

  private static Rule low(RuleHead head, double threshold) {
    return new ThresholdRule(head, "rbo", Side.BELOW, threshold, 0.7, 100, 2, 2);
  }

  private static WindowMetrics rbo(int window, double value, long n) {
    return record(window, Map.of("rbo", FigureValue.of(value, n)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 3, 4, 5, 6, 7})
  void firesAndEndsOnceWhereverItIsRestored(int restoredAfter) throws Exception {
    double[] values = {0.8, 0.6, 0.6, 0.6, 0.68, 0.72, 0.71, 0.8};
    try (AlertHarness harness = new AlertHarness(LOW)) {
      for (int window = 0; window < values.length; window++) {
        harness.process(rbo(window, values[window], 100));
        if (window == restoredAfter) {
          harness.restore();
        }
        harness.endOf(window);
      }
      assertThat(harness.alerts())
          .containsExactly(
              new Alert(
                  "low",
                  "rbo",
                  Map.of(),
                  "sha256:a",
                  Alert.Status.FIRING,
                  0.6,
                  0.65,
                  null,
                  100,
                  AlertHarness.HOUR_MS,
                  3 * AlertHarness.HOUR_MS),
              new Alert(
                  "low",
                  "rbo",
                  Map.of(),
                  "sha256:a",
                  Alert.Status.RESOLVED,
                  0.71,
                  0.7,
                  null,
                  100,
                  AlertHarness.HOUR_MS,
                  7 * AlertHarness.HOUR_MS));
    }
  }

  @Test
  void aWindowOfFewQueriesNeitherCountsNorBreaksARow() throws Exception {
    try (AlertHarness harness = new AlertHarness(LOW)) {
      harness.window(0, rbo(0, 0.6, 100));
      harness.window(1, rbo(1, 0.9, 99));
      harness.window(2, record(2, Map.of("rbo", FigureValue.missing("cut"))));
      harness.window(3, rbo(3, 0.6, 100));
      assertThat(harness.said()).containsExactly("low firing 3");
    }
  }

  @Test
  void aGoodWindowBreaksARow() throws Exception {
    try (AlertHarness harness = new AlertHarness(LOW)) {
      harness.window(0, rbo(0, 0.6, 100));
      harness.window(1, rbo(1, 0.65, 100));
      harness.window(2, rbo(2, 0.6, 100));
      assertThat(harness.said()).isEmpty();
    }
  }

  @Test
  void aRevisionAndALateFirstRecordChangeNothing() throws Exception {
    try (AlertHarness harness = new AlertHarness(LOW)) {
      harness.window(0, rbo(0, 0.6, 100));
      harness.process(record(0, Map.of(), "sha256:a", 1, Map.of("rbo", FigureValue.of(0.5, 101))));
      harness.process(rbo(0, 0.5, 100));
      harness.endOf(1);
      assertThat(harness.said()).isEmpty();
    }
  }

  @Test
  void segmentsAndModelsHaveAlertsOfTheirOwn() throws Exception {
    Rule each = low(RuleHead.of("each").withSegments(Map.of("market", "*")), 0.65);
    try (AlertHarness harness = new AlertHarness(each)) {
      for (int window = 0; window < 2; window++) {
        // Against the order of the alphabet: alerts are in order all the same.
        for (String market : List.of("fr", "de", "at")) {
          double value = market.equals("at") ? 0.9 : 0.5;
          harness.process(
              record(
                  window,
                  Map.of("market", market),
                  "sha256:a",
                  0,
                  Map.of("rbo", FigureValue.of(value, 100))));
        }
        harness.process(rbo(window, 0.5, 100));
        harness.endOf(window);
      }
      assertThat(harness.said()).containsExactly("each firing 1 [de]", "each firing 1 [fr]");
    }
  }

  @Test
  void anAlertEndsWhenItsModelIsGone() throws Exception {
    try (AlertHarness harness = new AlertHarness(LOW)) {
      harness.window(0, rbo(0, 0.6, 100));
      harness.window(1, rbo(1, 0.6, 100));
      for (int window = 2; window < 30; window++) {
        harness.window(
            window,
            record(window, Map.of(), "sha256:b", 0, Map.of("rbo", FigureValue.of(0.9, 100))));
      }
      int goneIn = 1 + RuleHead.DEFAULT_GONE_AFTER;
      assertThat(harness.said()).containsExactly("low firing 1", "low resolved " + goneIn);
    }
  }

  @Test
  void aChangedRuleEndsItsAlertAndStartsAnew() throws Exception {
    try (AlertHarness harness = new AlertHarness(LOW)) {
      harness.window(0, rbo(0, 0.6, 100));
      harness.window(1, rbo(1, 0.6, 100));
      harness.restoreWith(low(RuleHead.of("low"), 0.55));
      harness.window(2, rbo(2, 0.6, 100));
      assertThat(harness.said()).containsExactly("low firing 1", "low resolved 2");
    }
  }

  @Test
  void driftIsAFigureToo() throws Exception {
    Rule drift =
        new ThresholdRule(RuleHead.of("drift"), "drift.logit.psi", Side.ABOVE, 0.2, 0.2, 1, 1, 1);
    Drift measured = new Drift(0.1, 0.01, 0.25, 0.1, 0.3, 500, 9000, 0, null, null);
    WindowMetrics plain = rbo(0, 0.9, 100);
    WindowMetrics record =
        new WindowMetrics(
            plain.windowStartMs(),
            plain.windowEndMs(),
            plain.segment(),
            false,
            plain.model(),
            0,
            100,
            plain.figures(),
            Map.of("logit", measured),
            Map.of(),
            Map.of(),
            List.of());
    try (AlertHarness harness = new AlertHarness(drift)) {
      harness.window(0, record);
      assertThat(harness.said()).containsExactly("drift firing 0");
    }
  }
}
