package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.whole;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.PROMOTE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.ROLLBACK;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.SHADOW;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.SPLIT;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.UNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.operators.rollout.QueryShare;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.QueryEvent;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ModelStatus.State;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A challenger scores what the champion has answered; nobody waits for it. */
@Timeout(60)
class ShadowTest {

  private static ControlledHarness inShadow(String model, double share) throws Exception {
    return ControlledHarness.open(model).load(model).command(SHADOW, null, share);
  }

  private static List<String> queryIds(ControlledHarness harness) {
    return harness.shadows().stream().map(ShadowRanking::queryId).toList();
  }

  /** One after the other, so that each finds room. */
  private static void sendAndScore(ControlledHarness harness, QueryEvent... events)
      throws Exception {
    for (QueryEvent event : events) {
      harness.send(event).scoreAll();
      harness.inShadow(harness.models.containsKey("b") ? "b" : "hashes").deliverAll();
      harness.runMails();
    }
  }

  private static QueryEvent[] events(int queries) {
    QueryEvent[] events = new QueryEvent[queries];
    for (int i = 0; i < queries; i++) {
      events[i] = whole("q" + i, i, "x 1", "x 2");
    }
    return events;
  }

  @Test
  void theChallengerScoresItsShareAndTheResultsAreThoseOfAJobWithoutIt() throws Exception {
    List<RerankResult> without;
    try (ControlledHarness harness = ControlledHarness.open()) {
      harness.send(events(40)).scoreAll();
      without = harness.flink().extractOutputValues();
    }
    try (ControlledHarness harness = inShadow("b", 0.5)) {
      sendAndScore(harness, events(40));
      assertThat(harness.flink().extractOutputValues()).isEqualTo(without);
      List<String> share = new ArrayList<>();
      for (RerankResult result : without) {
        if (new QueryShare().contains(result.queryId(), 0.5)) {
          share.add(result.queryId());
        }
      }
      assertThat(queryIds(harness)).isEqualTo(share).hasSizeBetween(5, 35);
    }
  }

  @Test
  void aResultIsOutBeforeTheChallengerIsAsked() throws Exception {
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.send(whole("q", 7, "x 1", "x 2"));
      assertThat(harness.inShadow("b").everSubmitted).isEmpty();
      harness.scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1"));
      assertThat(harness.inShadow("b").everSubmitted).hasSize(2);
      harness.inShadow("b").deliverAll();
      harness.runMails();

      var record = harness.flink().getSideOutput(Rerank.SHADOW).peek();
      assertThat(record.getTimestamp()).isEqualTo(7);
      ShadowRanking ranking = record.getValue();
      assertThat(ranking.champion())
          .isEqualTo(
              new ShadowRanking.Side(
                  "sha256:model-1",
                  List.of(
                      new ShadowRanking.Entry("d1", 1, 2, 2, false),
                      new ShadowRanking.Entry("d0", 2, 1, 1, false))));
      assertThat(ranking.challenger().model()).isEqualTo("sha256:b");
      assertThat(ranking.challenger().results())
          .contains(new ShadowRanking.Entry("d0", 2, 101, 101, false));
      assertThat(ranking.agreement()).isEqualTo(new ShadowRanking.Agreement(1, 1.0, true, 1, 100));
    }
  }

  @Test
  void theModelsAgreeAsMonitoringWouldSay() throws Exception {
    Random random = new Random(17);
    try (ControlledHarness harness = inShadow("hashes", 1)) {
      for (int i = 0; i < 50; i++) {
        String[] texts = new String[1 + random.nextInt(10)];
        for (int j = 0; j < texts.length; j++) {
          texts[j] = random.nextInt() + " " + random.nextInt(8);
        }
        sendAndScore(harness, whole("q" + i, i, texts));
      }
      assertThat(harness.shadows()).hasSize(50);
      for (ShadowRanking ranking : harness.shadows()) {
        QueryFigures figures =
            QueryFigures.of(
                challengersResult(ranking), Map.of(), List.of(), FigureSettings.DEFAULTS);
        ShadowRanking.Agreement agreement = ranking.agreement();
        Double tau = agreement.kendallTauB();
        assertThat(agreement.rbo()).isEqualTo(figures.value(Figure.RBO));
        assertThat(tau == null ? Double.valueOf(Double.NaN) : tau)
            .isEqualTo(Double.valueOf(figures.value(Figure.KENDALL_TAU_B)));
        assertThat(agreement.top1Same() ? 1.0 : 0).isEqualTo(figures.value(Figure.TOP1_SAME));
        assertThat(agreement.overlap()).isEqualTo(figures.value(Figure.OVERLAP));
      }
      assertThat(harness.shadows().stream().mapToDouble(r -> r.agreement().rbo()).distinct())
          .hasSizeGreaterThan(10);
    }
  }

  /** What the challenger would answer to candidates in the champion's order. */
  private static RerankResult challengersResult(ShadowRanking ranking) {
    List<RankedCandidate> results = new ArrayList<>();
    for (ShadowRanking.Entry entry : ranking.challenger().results()) {
      long original =
          ranking.champion().results().stream()
              .filter(other -> other.docId().equals(entry.docId()))
              .findFirst()
              .orElseThrow()
              .rank();
      results.add(
          new RankedCandidate(
              entry.docId(),
              entry.rank(),
              entry.score(),
              entry.logit(),
              original,
              null,
              null,
              false));
    }
    return new RerankResult(
        ranking.queryId(),
        "query",
        0,
        true,
        results.size(),
        null,
        0,
        new ModelInfo("m", "f", "fp32"),
        results,
        List.of(),
        null,
        0,
        null,
        List.of());
  }

  @Test
  void whatFindsNoRoomIsShed() throws Exception {
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.send(events(40)).scoreAll();
      assertThat(harness.answeredBy()).hasSize(40);
      ManualScoring background = harness.inShadow("b");
      assertThat(background.everSubmitted).hasSize(ControlledHarness.SHADOW.pairs());

      background.deliverAll();
      harness.runMails();
      assertThat(queryIds(harness)).containsExactly("q0", "q1", "q2", "q3", "q4");
      sendAndScore(harness, whole("next", 50, "x 1"));
      assertThat(queryIds(harness)).contains("next");
    }
  }

  @Test
  void whatWaitsWhenTheTrialEndsIsForgotten() throws Exception {
    for (var end : List.of(ROLLBACK, PROMOTE, SPLIT, SHADOW, UNLOAD)) {
      try (ControlledHarness harness = inShadow("b", 1)) {
        harness.send(whole("q", 1, "x 1")).scoreAll();
        ManualScoring background = harness.inShadow("b");
        assertThat(background.waiting).hasSize(1);
        harness.command(end, null, end == SPLIT || end == SHADOW ? Double.valueOf(0) : null);
        assertThat(background.closed).as("after " + end).isTrue();

        background.deliverAll();
        harness.runMails().send(whole("next", 2, "x 1")).scoreAll();
        assertThat(harness.shadows()).isEmpty();
        assertThat(background.everSubmitted).hasSize(1);
      }
    }
  }

  @Test
  void anotherShareKeepsWhatWaits() throws Exception {
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.send(whole("q", 1, "x 1")).scoreAll();
      harness.command(SHADOW, null, 0.0001).send(whole("next", 2, "x 1")).scoreAll();
      harness.inShadow("b").deliverAll();
      harness.runMails();
      assertThat(queryIds(harness)).containsExactly("q");
    }
  }

  @Test
  void aQueryThatTheChallengerAnsweredInAnEarlierSplitIsNotComparedWithItself() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b").load("b")) {
      harness.command(SPLIT, null, 1.0).send(whole("q", 1, "x 1"));
      harness.command(SHADOW, null, 1.0).scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "b"));
      assertThat(harness.inShadow("b").everSubmitted).isEmpty();
    }
  }

  @Test
  void candidatesThatTheChampionCannotScoreAreNotAskedForAndEmptyQueriesNeither() throws Exception {
    try (ControlledHarness harness = inShadow("b", 1)) {
      sendAndScore(
          harness, whole("some", 1, "x 1", "bad", "x 3"), whole("none", 2), whole("bad", 3, "bad"));
      assertThat(harness.answeredBy()).hasSize(3);
      assertThat(queryIds(harness)).containsExactly("some");
      assertThat(harness.shadows().get(0).challenger().results()).hasSize(2);
    }
  }

  @Test
  void aQueryWithAPairThatTheChallengerCannotScoreIsLeftOut() throws Exception {
    ControlledHarness unopened = new ControlledHarness(MissingModel.FAIL, "b");
    unopened.models.get("b").poison = Set.of("poison 1");
    try (ControlledHarness harness = unopened.open((OperatorSubtaskState) null).load("b")) {
      harness.command(SHADOW, null, 1.0);
      sendAndScore(harness, whole("q", 1, "poison 1", "x 2"), whole("next", 2, "x 1"));
      assertThat(harness.answeredBy()).hasSize(2);
      assertThat(queryIds(harness)).containsExactly("next");
    }
  }

  @Test
  void aChallengerThatBreaksInShadowIsLetGoAndTheChampionGoesOn() throws Exception {
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.send(whole("q", 1, "x 1")).scoreAll();
      harness.models.get("b").fail(new IllegalStateException("out of memory"));
      harness.await("c1", State.REFUSED);
      harness.send(whole("next", 2, "x 1")).scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1", "next", "model-1"));
      assertThat(harness.inShadow("b").closed).isTrue();
      harness.await(() -> harness.models.get("b").closed);
      harness.command(PROMOTE).runMails();
      assertThat(harness.statuses("c3")).containsExactly(State.REFUSED);
    }
  }

  @Test
  void aModelThatBreaksAndIsNeededFailsTheJob() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b").load("b")) {
      harness.command(SPLIT, null, 1.0).send(whole("q", 1, "x 1"));
      harness.models.get("b").fail(new IllegalStateException("out of memory"));
      assertThatThrownBy(harness::runMails).hasRootCauseMessage("out of memory");
    }
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.models.get("bundled").fail(new IllegalStateException("out of memory"));
      assertThatThrownBy(harness::runMails).hasRootCauseMessage("out of memory");
    }
  }

  @Test
  void aRestoredJobGoesOnInShadow() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = inShadow("b", 1)) {
      harness.send(whole("answered", 1, "x 1")).scoreAll();
      harness.send(whole("open", 2, "x 1"));
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL, "b")) {
      harness.open(state).runMails();
      sendAndScore(harness, whole("new", 3, "x 1"));
      assertThat(harness.answeredBy().keySet()).containsExactly("new", "open");
      assertThat(queryIds(harness))
          .as("what was in memory is lost, and never twice")
          .containsExactlyInAnyOrder("open", "new");
    }
  }
}
