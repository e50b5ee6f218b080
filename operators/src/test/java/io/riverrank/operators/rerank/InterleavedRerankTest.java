package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.INTERLEAVE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.PROMOTE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.ROLLBACK;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.UNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.operators.scoring.ScoreRequest;
import io.riverrank.operators.settings.OperatorLimits;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.Team;
import io.riverrank.schemas.rollout.ModelStatus.State;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Champion {@code model-1}, whose scores are 4 3 2 1, and challenger {@code reverse}, whose are 96
 * 97 98 99, draft together. Of {@code q-17} the champion is first in rounds 0 and 1.
 */
@Timeout(60)
class InterleavedRerankTest {
  private static final String DRAFTED = "+d0=4 -d3=99 +d1=3 -d2=98";
  private static final String PLAIN = "d0=4 d1=3 d2=2 d3=1";

  private static String written(RerankResult result) {
    StringBuilder text = new StringBuilder();
    for (RankedCandidate ranked : result.results()) {
      text.append(text.isEmpty() ? "" : " ")
          .append(ranked.team() == null ? "" : ranked.team() == Team.CHAMPION ? "+" : "-")
          .append("%s=%.0f".formatted(ranked.docId(), ranked.logit()));
    }
    return text.toString();
  }

  private static String written(ControlledHarness harness, String queryId) {
    return written(harness.results().get(queryId));
  }

  private static ControlledHarness interleaving(double share) throws Exception {
    return interleaving(ControlledHarness.open("reverse"), share);
  }

  private static ControlledHarness interleaving(ControlledHarness harness, double share)
      throws Exception {
    return harness.load("reverse").command(INTERLEAVE, null, share);
  }

  private static ControlledHarness on(String backend) throws Exception {
    ControlledHarness harness = new ControlledHarness(MissingModel.FAIL, "reverse");
    harness.flink().setStateBackend(RerankRestoreTest.backend(backend));
    return harness;
  }

  private static ControlledHarness sent() throws Exception {
    return interleaving(1).send(whole("q-17", 1, "x 4", "x 3", "x 2", "x 1"));
  }

  @Test
  void twoModelsDraftARankingThatNamesThem() throws Exception {
    try (ControlledHarness harness = sent().scoreAll()) {
      RerankResult result = harness.results().get("q-17");
      assertThat(written(result)).isEqualTo(DRAFTED);
      assertThat(result.model().name()).isEqualTo("model-1");
      assertThat(result.models()).extracting(ModelInfo::name).containsExactly("model-1", "reverse");
      assertThat(result.failed()).isEmpty();
    }
  }

  @Test
  void aQueryWaitsForTheScoresOfBothModels() throws Exception {
    try (ControlledHarness harness = sent()) {
      harness.models.get("reverse").deliverAll();
      harness.runMails();
      harness.models.get("bundled").deliver(3);
      assertThat(harness.runMails().results()).isEmpty();
      harness.models.get("bundled").deliver(1);
      assertThat(written(harness.runMails(), "q-17")).isEqualTo(DRAFTED);
    }
  }

  @Test
  void onlyTheShareIsInterleavedAndOnlyWhileItIsCommanded() throws Exception {
    try (ControlledHarness harness = interleaving(0.5)) {
      for (int i = 0; i < 40; i++) {
        harness.send(whole("q" + i, i, "x 1"));
      }
      harness.command(ROLLBACK).send(whole("after", 50, "x 1")).scoreAll();
      assertThat(harness.results().values())
          .extracting(RerankResult::isInterleaved)
          .contains(true, false);
      assertThat(harness.results().get("after").isInterleaved()).isFalse();
      assertThat(harness.results()).hasSize(41);
      long interleaved =
          harness.results().values().stream().filter(RerankResult::isInterleaved).count();
      assertThat(harness.models.get("reverse").everSubmitted).hasSize((int) interleaved);
      assertThat(harness.models.get("bundled").everSubmitted).hasSize(41);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aRestoredQueryAsksForTheScoresThatItLacksAndKeepsItsModels(String backend) throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = on(backend).open((OperatorSubtaskState) null)) {
      interleaving(harness, 1).send(whole("q-17", 1, "x 4", "x 3", "x 2", "x 1"));
      harness.models.get("bundled").deliver(1);
      harness.models.get("reverse").deliver(2);
      harness.runMails().command(ROLLBACK);
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = on(backend).open(state).runMails()) {
      assertThat(harness.models.get("bundled").everSubmitted)
          .extracting(request -> request.id().position())
          .containsExactly(1, 2, 3);
      assertThat(harness.models.get("reverse").everSubmitted)
          .extracting(request -> request.id().position())
          .containsExactly(2, 3);
      assertThat(written(harness.scoreAll(), "q-17")).isEqualTo(DRAFTED);
    }
  }

  /** The state of a job that never interleaves is what it was. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void stateWithoutInterleavedQueriesGoesOnWithThem(String backend) throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = on(backend).open((OperatorSubtaskState) null)) {
      harness.send(whole("q-17", 1, "x 4", "x 3"));
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = on(backend).open(state).runMails()) {
      interleaving(harness, 1).send(whole("q", 2, "x 4", "x 3")).scoreAll();
      assertThat(written(harness, "q-17")).isEqualTo("d0=4 d1=3");
      assertThat(written(harness, "q")).isEqualTo("-d1=97 +d0=4");
    }
  }

  @Test
  void aChallengerThatIsGoneStopsTheJobOrTheChampionRanksAlone() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = sent()) {
      harness.models.get("bundled").deliver(3);
      harness.models.get("reverse").deliver(2);
      state = harness.runMails().flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL)) {
      assertThatThrownBy(() -> harness.open(state))
          .rootCause()
          .hasMessageContaining("there is no model at reverse");
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.RESCORE)) {
      harness.open(state).runMails();
      assertThat(harness.models.get("bundled").everSubmitted)
          .as("the champion's scores are kept")
          .extracting(request -> request.id().position())
          .containsExactly(3);
      RerankResult result = harness.scoreAll().results().get("q-17");
      assertThat(written(result)).isEqualTo(PLAIN);
      assertThat(result.isInterleaved()).isFalse();
    }
  }

  @Test
  void bothModelsStayUntilTheQueryIsAnswered() throws Exception {
    try (ControlledHarness harness = sent()) {
      harness.command(UNLOAD);
      harness.models.get("bundled").deliverAll();
      harness.runMails();
      assertThat(harness.models.get("reverse").closed).isFalse();
      harness.models.get("reverse").deliverAll();
      assertThat(written(harness.runMails(), "q-17")).isEqualTo(DRAFTED);
      harness.await("c3", State.UNLOADED);
      assertThat(harness.models.get("reverse").closed).isTrue();
    }
    try (ControlledHarness harness = sent().command(PROMOTE)) {
      harness.flink().setProcessingTime(ControlledHarness.KEPT_FOR_MS);
      harness.runMails();
      assertThat(harness.models.get("bundled").closed).isFalse();
      assertThat(written(harness.scoreAll(), "q-17")).isEqualTo(DRAFTED);
      harness.await(() -> harness.models.get("bundled").closed);
    }
  }

  @Test
  void aCandidateThatOneModelCannotScoreIsDraftedByTheOther() throws Exception {
    try (ControlledHarness harness = interleaving(1)) {
      harness.send(whole("q-17", 1, "bad:model-1 4", "bad:reverse 3", "x 2", "x bad")).scoreAll();
      // The champion has d1 and d2, the challenger d2 and d0.
      assertThat(written(harness, "q-17")).isEqualTo("+d1=3 -d2=98 -d0=96");
      assertThat(harness.results().get("q-17").failed())
          .containsExactly(
              new FailedCandidate(
                  "d3", "champion: the model failed; challenger: the model failed"));
    }
  }

  @Test
  void membersThatComeOneByOneAreScoredByBothAndTheirNewTextsToo() throws Exception {
    try (ControlledHarness harness = interleaving(1)) {
      harness.send(member("q-17", 1, "d0", "x 4", null)).command(ROLLBACK);
      harness.send(member("q-17", 2, "d1", "x 9", null)).scoreAll();
      harness.send(member("q-17", 3, "d1", "x 3", null), member("q-17", 4, "d2", "x 2", null));
      harness.scoreAll();
      assertThat(harness.results()).isEmpty();
      harness.flink().twoInputs().processWatermark1(new Watermark(20_000));
      RerankResult result = harness.scoreAll().results().get("q-17");
      assertThat(written(result)).isEqualTo("+d0=4 -d2=98 +d1=3");
      assertThat(result.complete()).isFalse();
      assertThat(result.superseded()).isEqualTo(1);
    }
  }

  @Test
  void thePairsOfBothModelsCountForBackpressure() throws Exception {
    OperatorLimits limits = new OperatorLimits(8, 10_000_000, 100, 1_000);
    try (ControlledHarness harness =
        new ControlledHarness(
                TestSettings.rerank(TestSettings.GROUPS, limits), MissingModel.FAIL, "reverse")
            .open((OperatorSubtaskState) null)
            .load("reverse")
            .command(INTERLEAVE, null, 1.0)) {
      // Whoever waits for room finds it only when a score has come.
      harness.models.get("reverse").onNextSubmit(() -> harness.models.get("bundled").deliver(1));
      harness.send(whole("q-17", 1, "x 4", "x 3", "x 2", "x 1"));
      assertThat(harness.models.get("bundled").waiting)
          .as("four pairs in two models fill eight places, so the score was waited for")
          .extracting(ScoreRequest::document)
          .containsExactly("x 3", "x 2", "x 1");
      assertThat(harness.flink().getTaskMailbox().hasMail()).isFalse();
      assertThat(written(harness.scoreAll(), "q-17")).isEqualTo(DRAFTED);
    }
  }
}
