package io.riverrank.operators.monitoring.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionFunctionTest {
  private static final String A = "sha256:a";
  private static final String B = "sha256:b";
  private static final String C = "sha256:c";
  private static final PromotionRule RULE = rule("r", 0.1);

  private static PromotionRule rule(String name, double margin) {
    return new PromotionRule(
        RuleHead.of(name).withWindowMs(PromotionHarness.HOUR_MS),
        "top1_same",
        Change.FALLS,
        margin,
        0.05);
  }

  @Test
  void aChallengerThatIsNotWorseIsPromotedOnce() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A, 1000, 0.8);
      for (int window = 1; window < 20; window++) {
        harness.window(window, A, 500, 0.8, B, 500, 0.8);
      }
      assertThat(harness.commands())
          .singleElement()
          .satisfies(
              command -> {
                assertThat(command.command()).isEqualTo(Kind.PROMOTE);
                assertThat(command.model().fingerprint()).isEqualTo(B);
                // By printf 'r\nsha256:b' | sha256sum
                assertThat(command.commandId())
                    .isEqualTo("promotion-b818e2cdb779740a756f8c593eab73df");
                assertThat(command.by())
                    .startsWith("monitor rule 'r': top1_same is 0.8000 of ")
                    .contains("queries, the champion's 0.8000 of ");
              });
      assertThat(harness.alerts()).isEmpty();
    }
  }

  /** Those who draft together are neither promoted nor rolled back by it. */
  @Test
  void rankingsOfBothModelsDecideNothing() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A + "+" + B, 1000, 0.8);
      for (int window = 1; window < 20; window++) {
        harness.window(window, A, 500, 0.8, A + "+" + B, 500, 0.2);
      }
      assertThat(harness.commands()).isEmpty();
      assertThat(harness.alerts()).isEmpty();
    }
  }

  @Test
  void oneThatIsWorseIsRolledBackOnceAndAlertsUntilItIsGone() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A, 1000, 0.8);
      for (int window = 1; window < 10; window++) {
        harness.window(window, A, 900, 0.8, B, 100, 0.3);
      }
      for (int window = 10; window < 40; window++) {
        harness.window(window, A, 1000, 0.8);
      }
      assertThat(harness.commands())
          .extracting(ControlCommand::command)
          .containsExactly(Kind.ROLLBACK);
      assertThat(harness.alerts())
          .extracting(Alert::status)
          .containsExactly(Status.FIRING, Status.RESOLVED);
      Alert alert = harness.alerts().get(0);
      assertThat(alert.model()).isEqualTo(B);
      assertThat(alert.value()).isCloseTo(0.3, within(1e-9));
      assertThat(alert.threshold()).isCloseTo(0.7, within(1e-9));
      assertThat(alert.eValue()).isGreaterThanOrEqualTo(20);
    }
  }

  /** As bad as the margin allows: evidence for neither, however long. */
  @Test
  void oneAtTheMarginIsLeftAlone() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A, 1000, 0.8);
      for (int window = 1; window < 300; window++) {
        harness.window(window, A, 500, 0.8, B, 500, 0.7);
      }
      assertThat(harness.commands()).isEmpty();
    }
  }

  @Test
  void evidenceAndDecisionsSurviveARestore() throws Exception {
    try (PromotionHarness whole = new PromotionHarness(RULE);
        PromotionHarness restored = new PromotionHarness(RULE)) {
      for (PromotionHarness harness : List.of(whole, restored)) {
        harness.window(0, A, 1000, 0.8);
        for (int window = 1; window < 20; window++) {
          if (harness == restored) {
            harness.restore();
          }
          harness.window(window, A, 500, 0.8, B, 500, 0.78, C, 100, 0.5);
        }
      }
      assertThat(restored.commands()).hasSize(2).isEqualTo(whole.commands());
      assertThat(restored.alerts()).isEqualTo(whole.alerts());
    }
  }

  /** Its share of the queries may be all of few. */
  @Test
  void aModelThatIsAloneForAMomentIsNoChampion() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A, 1000, 0.8);
      harness.window(1, A, 500, 0.8, B, 500, 0.1);
      harness.window(2, B, 60, 0.1);
      harness.window(3, A, 500, 0.8, B, 500, 0.1);
      assertThat(harness.commands())
          .extracting(ControlCommand::command)
          .containsExactly(Kind.ROLLBACK);
      assertThat(harness.commands().get(0).model().fingerprint()).isEqualTo(B);
    }
  }

  @Test
  void whoIsTheChampionIsNotGuessed() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      for (int window = 0; window < 20; window++) {
        harness.window(window, A, 900, 0.8, B, 100, 0.1);
      }
      assertThat(harness.commands()).isEmpty();
    }
  }

  /** What was open was compared with another champion. */
  @Test
  void theNextChallengerIsComparedWithTheNewChampion() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(RULE)) {
      harness.window(0, A, 1000, 0.3);
      for (int window = 1; window < 10; window++) {
        harness.window(window, A, 500, 0.3, B, 500, 0.8);
      }
      harness.window(10, B, 1000, 0.8);
      for (int window = 11; window < 20; window++) {
        harness.window(window, B, 500, 0.8, C, 500, 0.5);
      }
      assertThat(harness.commands())
          .extracting(command -> command.command() + " " + command.model().fingerprint())
          .containsExactly("promote " + B, "rollback " + C);
    }
  }

  @Test
  void revisionsAndWindowsThatWereDecidedAreNotFedAgain() throws Exception {
    try (PromotionHarness harness = new PromotionHarness(rule("r", 0.02))) {
      harness.window(0, A, 1000, 0.8);
      for (int again = 0; again < 50; again++) {
        harness.window(1, A, 500, 0.8, B, 500, 0.8);
        harness.revision(1, A, 500, 0.8);
      }
      assertThat(harness.commands()).isEmpty();
    }
  }

  @Test
  void moreIsWorseWhereAFigureRises() throws Exception {
    PromotionRule rises =
        new PromotionRule(
            RuleHead.of("r").withWindowMs(PromotionHarness.HOUR_MS),
            "top1_same",
            Change.RISES,
            0.1,
            0.05);
    try (PromotionHarness harness = new PromotionHarness(rises)) {
      harness.window(0, A, 1000, 0.2);
      for (int window = 1; window < 10; window++) {
        harness.window(window, A, 500, 0.2, B, 500, 0.6);
      }
      assertThat(harness.commands())
          .extracting(ControlCommand::command)
          .containsExactly(Kind.ROLLBACK);
      assertThat(harness.alerts().get(0).threshold()).isCloseTo(0.3, within(1e-9));
    }
  }
}
