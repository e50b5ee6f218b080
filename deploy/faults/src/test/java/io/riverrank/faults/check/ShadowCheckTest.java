package io.riverrank.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.traffic.EventClock;
import io.riverrank.faults.traffic.Inputs;
import io.riverrank.faults.traffic.Plan;
import io.riverrank.faults.traffic.Planner;
import io.riverrank.faults.traffic.SampleTexts;
import io.riverrank.faults.traffic.Shape;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowCheckTest {

  private static final String MODELS = "../../operators/src/test/resources/models/";

  private static DirectModels models;
  private static String champion;
  private static String challenger;

  private final Inputs inputs = new Inputs("fault");
  private final Observed observed = new Observed();
  private Plan plan;
  private RerankResult answered;
  private ShadowRanking ranking;

  @BeforeAll
  static void loadModels() throws IOException {
    models = new DirectModels(Map.of());
    champion = models.load("bundled").fingerprint();
    challenger = models.load(Path.of(MODELS + "xlmr-tiny").toString()).fingerprint();
  }

  @AfterAll
  static void closeModels() {
    models.close();
  }

  @BeforeEach
  void answer() throws IOException {
    plan =
        new Planner(SampleTexts.load(), new Random(7), new EventClock())
            .next(inputs.nextId(), Shape.WHOLE);
    inputs.add(plan);
    answered = new Answers(models, champion).result(plan);
    observed.add(answered);
    ranking = ranking(side(champion), side(challenger));
  }

  private ShadowRanking ranking(ShadowRanking.Side of, ShadowRanking.Side beside) {
    return new ShadowRanking(
        plan.queryId(), of, beside, new ShadowRanking.Agreement(1, 1.0, true, 1, 0));
  }

  private ShadowRanking.Side side(String model) {
    // Rankings in shadow are not cut.
    return new ShadowRanking.Side(
        model,
        new Answers(models, model)
            .ranking(plan).stream()
                .map(
                    entry ->
                        new ShadowRanking.Entry(
                            entry.docId(),
                            entry.rank(),
                            entry.score(),
                            entry.logit(),
                            entry.truncated()))
                .toList());
  }

  private Verdict check(ShadowRanking... rankings) {
    Verdict verdict = new Verdict();
    new ShadowCheck(models).check(inputs, observed, List.of(rankings), challenger, verdict);
    return verdict;
  }

  @Test
  void whatBothModelsGiveIsClean() {
    assertThat(check(ranking).isClean()).isTrue();
  }

  @Test
  void aQueryIsComparedAtMostOnce() {
    assertThat(check(ranking, ranking).doubled()).isOne();
  }

  @Test
  void aQueryThatWasNotAnsweredIsNotCompared() {
    observed.forget(inputs::owns);
    assertThat(check(ranking).examples().get(0)).contains("no result");
  }

  @Test
  void eachSideIsItsOwnModels() {
    assertThat(check(ranking(ranking.challenger(), ranking.challenger())).examples().get(0))
        .contains("the champion is");
    assertThat(check(ranking(ranking.champion(), ranking.champion())).examples().get(0))
        .contains("the challenger is");
    List<ShadowRanking.Entry> reversed = new ArrayList<>(ranking.challenger().results());
    Collections.reverse(reversed);
    ShadowRanking.Side wrong = new ShadowRanking.Side(challenger, reversed);
    assertThat(check(ranking(ranking.champion(), wrong)).different()).isOne();
    ShadowRanking.Side mixed = new ShadowRanking.Side(challenger, ranking.champion().results());
    assertThat(check(ranking(ranking.champion(), mixed)).different()).isOne();
  }

  @Test
  void nothingAtAllIsNoProof() {
    assertThat(check().isClean()).isFalse();
  }
}
