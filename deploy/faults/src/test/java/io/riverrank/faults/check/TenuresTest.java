package io.riverrank.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.traffic.EventClock;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.Planner;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.traffic.Shape;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenuresTest {
  private static final Scores SCORES =
      (fingerprint, query, documents) ->
          documents.stream().map(text -> new DirectScore(text.length(), text.length())).toList();

  private final Tenures tenures = new Tenures();
  private final Inputs inputs = new Inputs("t");
  private final Observed observed = new Observed();
  private Planner planner;

  @BeforeEach
  void makePlans() throws IOException {
    planner = new Planner(SampleTexts.load(), new Random(1), new EventClock());
  }

  private Plan begin() {
    Plan plan = planner.next(inputs.nextId(), Shape.WHOLE);
    inputs.add(plan);
    plan.begun();
    return plan;
  }

  private static long nowMs() {
    return System.currentTimeMillis();
  }

  @Test
  void withoutAnyEveryModelMayAnswer() {
    assertThat(tenures.allow("a", begin(), nowMs())).isTrue();
  }

  @Test
  void aModelThatWasNeverCommandedMayNotAnswer() {
    tenures.begin("a");
    assertThat(tenures.allow("a", begin(), nowMs())).isTrue();
    assertThat(tenures.allow("b", begin(), nowMs())).isFalse();
  }

  @Test
  void aModelMayNotHaveAnsweredBeforeItWasCommanded() {
    tenures.begin("a");
    long beforeMs = nowMs() - 1;
    tenures.begin("b");
    assertThat(tenures.allow("b", begin(), beforeMs)).isFalse();
    assertThat(tenures.allow("b", begin(), nowMs())).isTrue();
  }

  @Test
  void theFirstModelMayAlwaysHaveAnswered() {
    Plan plan = begin();
    tenures.beganWith("a");
    tenures.beganWith("b");
    assertThat(tenures.allow("a", plan, 1)).isTrue();
    assertThat(tenures.allow("b", plan, nowMs())).isFalse();
  }

  @Test
  void aModelMayAnswerWhatBeganBeforeItsEnd() {
    tenures.begin("a");
    Plan before = begin();
    tenures.end("a");
    assertThat(tenures.allow("a", before, nowMs())).isTrue();
    assertThat(tenures.allow("a", begin(), nowMs())).isFalse();
    tenures.begin("a");
    assertThat(tenures.allow("a", begin(), nowMs())).isTrue();
  }

  @Test
  void aResultOfAnotherModelIsMixed() {
    tenures.begin("commanded");
    Plan plan = begin();
    new Answers(SCORES, "another").answer(plan, observed);
    Verdict verdict = new Checker(SCORES).check(inputs, observed, false, tenures);
    assertThat(verdict.mixed()).isEqualTo(1);
    assertThat(verdict.different()).isZero();
    assertThat(verdict.isClean()).isFalse();
    assertThat(String.join("", verdict.examples())).contains("mixed: t/0", "another");
  }
}
