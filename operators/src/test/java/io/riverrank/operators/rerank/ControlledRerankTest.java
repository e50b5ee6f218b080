package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.LOAD;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.PROMOTE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.ROLLBACK;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.SPLIT;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.UNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.operators.testing.TestSettings;
import io.riverrank.schemas.rollout.ModelStatus.State;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models change while events are in flight; each ranking is of one of them. */
@Timeout(60)
class ControlledRerankTest {

  @Test
  void theConfiguredModelAnswersUntilAnotherIsPromoted() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.send(whole("q1", 1, "x 1")).scoreAll();
      harness.load("b").send(whole("q2", 2, "x 1")).scoreAll();
      harness.command(PROMOTE).send(whole("q3", 3, "x 1")).scoreAll();
      harness.command(ROLLBACK).send(whole("q4", 4, "x 1")).scoreAll();

      assertThat(harness.answeredBy())
          .isEqualTo(Map.of("q1", "model-1", "q2", "model-1", "q3", "b", "q4", "model-1"));
    }
  }

  @Test
  void aGroupKeepsTheModelOfItsFirstMember() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.send(member("q", 1, "m1", "x 1", 2)).load("b").command(PROMOTE);
      harness.send(member("q", 2, "m2", "x 2", 2), whole("next", 3, "x 3")).scoreAll();

      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1", "next", "b"));
      assertThat(harness.models.get("bundled").everSubmitted).hasSize(2);
    }
  }

  @Test
  void aSplitIsByTheHashOfTheQueryId() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.load("b").command(SPLIT, null, 0.5);
      for (int i = 0; i < 40; i++) {
        harness.send(whole("q" + i, i, "x 1"));
      }
      harness.scoreAll();
      Map<String, String> first = harness.answeredBy();
      assertThat(first).containsValue("b").containsValue("model-1");

      harness.command(ROLLBACK).send(whole("after", 50, "x 1")).scoreAll();
      assertThat(harness.answeredBy()).containsEntry("after", "model-1");
    }
  }

  @Test
  void theChampionAnswersWhileAnotherModelLoads() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      CountDownLatch loads = harness.holdLoads();
      harness.command(LOAD, "b", null).send(whole("q", 1, "x 1")).scoreAll();
      assertThat(harness.answeredBy()).containsEntry("q", "model-1");
      assertThat(harness.statuses("c1")).containsExactly(State.LOADING);
      loads.countDown();
      harness.await("c1", State.READY);
    }
  }

  @Test
  void aModelThatCannotBeLoadedTouchesNothing() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open()) {
      harness.command(LOAD, "nowhere", null).await("c1", State.REFUSED);
      harness.send(whole("q", 1, "x 1")).scoreAll();
      assertThat(harness.answeredBy()).containsEntry("q", "model-1");
    }
  }

  @Test
  void aModelIsFreedWhenItsLastGroupIsAnswered() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.load("b").command(SPLIT, null, 1.0).send(whole("q", 1, "x 1"));
      harness.command(UNLOAD).runMails();
      ManualScoring former = harness.models.get("b");
      assertThat(former.closed).as("a group waits for its score").isFalse();
      harness.scoreAll();
      assertThat(harness.answeredBy()).containsEntry("q", "b");
      harness.await("c3", State.UNLOADED);
      assertThat(former.closed).isTrue();
    }
  }

  @Test
  void theFormerChampionIsFreedWhenItsTimeIsOver() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.load("b").command(PROMOTE);
      harness.flink().setProcessingTime(ControlledHarness.KEPT_FOR_MS - 1);
      harness.runMails();
      assertThat(harness.models.get("bundled").closed).isFalse();
      harness.flink().setProcessingTime(ControlledHarness.KEPT_FOR_MS);
      harness.await(() -> harness.models.get("bundled").closed);
    }
  }

  /** The job was down, or held back, while it was commanded. */
  @Test
  void aRollbackThatWasWrittenInTimeIsDoneWhenItIsReadLate() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.load("b").command(PROMOTE);
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL, "b")) {
      harness.flink().setProcessingTime(ControlledHarness.KEPT_FOR_MS + 1);
      harness.open(state).runMails();
      harness.flink().setProcessingTime(ControlledHarness.KEPT_FOR_MS + 30_000);
      harness.runMails();
      harness.commandAt(ControlledHarness.KEEP_MS - 1, "late", ROLLBACK).runMails();
      assertThat(harness.statuses("late")).containsExactly(State.ACTIVE);
    }
  }

  @Test
  void anErrorOfALoadIsAnAnswer() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.loadsFailWith(new OutOfMemoryError("Metaspace"));
      harness.command(LOAD, "b", null).await("c1", State.REFUSED);
      harness.send(whole("q", 1, "x 1")).scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1"));
    }
  }

  /** At no time are there three. */
  @Test
  void aLoadThatWasCalledOffIsFreedBeforeTheNextBegins() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b", "c")) {
      CountDownLatch loads = harness.holdLoadsThatCannotBeInterrupted();
      harness.command(LOAD, "b", null).awaitLoadBegan().command(UNLOAD).command(LOAD, "c", null);
      loads.countDown();
      harness.await("c3", State.READY);
      assertThat(harness.models.get("b").closed).isTrue();
      assertThat(harness.mostOpen()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsWrittenAfterTheEndOfAllInput() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      CountDownLatch loads = harness.holdLoads();
      harness.command(LOAD, "b", null).runMails();
      harness.finish();
      loads.countDown();
      harness.runNextMail();
      assertThat(harness.statuses("c1")).containsExactly(State.LOADING);
    }
  }

  @Test
  void aRestoredJobHasTheModelsOfItsStateAndItsGroups() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.send(whole("before", 1, "x 1")).load("b").command(PROMOTE);
      harness.send(whole("after", 2, "x 1"));
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL, "b")) {
      harness.open(state).runMails().scoreAll().send(whole("new", 3, "x 1")).scoreAll();
      assertThat(harness.answeredBy())
          .isEqualTo(Map.of("before", "model-1", "after", "b", "new", "b"));
      harness.command(ROLLBACK).runMails();
      assertThat(harness.statuses("c1")).as("c1 was the load").containsExactly(State.REFUSED);
    }
  }

  @Test
  void aModelThatStateNamesAndIsGoneStopsTheJobOrIsRescored() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.load("b").command(SPLIT, null, 1.0).send(whole("q", 1, "x 1"));
      state = harness.flink().snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL)) {
      assertThatThrownBy(() -> harness.open(state))
          .rootCause()
          .hasMessageContaining("there is no model at b");
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.RESCORE)) {
      harness.open(state).runMails().scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1"));
    }
  }

  /** A restart would find the same state. */
  @Test
  void queriesOfAModelThatNobodyNamesStopTheJobForGoodOrAreRescored() throws Exception {
    OperatorSubtaskState state;
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 1, "x 1"));
      state = harness.flink.snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL)) {
      harness.models.put("bundled", new ManualScoring("model-2"));
      harness.open(state);
      assertThatThrownBy(harness::runMails)
          .isInstanceOf(SuppressRestartsException.class)
          .rootCause()
          .hasMessageContaining("rerank.model.missing=rescore");
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.RESCORE)) {
      harness.models.put("bundled", new ManualScoring("model-2"));
      harness.open(state).runMails().scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-2"));
    }
  }

  @Test
  void commandsHaveNoEventTimeAndAreNeverIdle() throws Exception {
    try (ControlledHarness harness = ControlledHarness.open("b")) {
      harness.flink().twoInputs().processWatermark1(new Watermark(5));
      harness.flink().twoInputs().processWatermarkStatus2(WatermarkStatus.IDLE);
      harness.flink().twoInputs().processWatermark2(new Watermark(Long.MAX_VALUE));
      assertThat(harness.flink().getOutput()).containsExactly(new Watermark(5));
      harness.flink().twoInputs().processWatermarkStatus1(WatermarkStatus.IDLE);
      assertThat(harness.flink().getOutput())
          .containsExactly(new Watermark(5), WatermarkStatus.IDLE);
    }
  }

  @Test
  void stateOfAJobThatTakesCommandsIsRefusedByOneThatDoesNot() throws Exception {
    OperatorSubtaskState state;
    try (ControlledHarness harness = ControlledHarness.open()) {
      state = harness.flink().snapshot(1, 1);
    }
    assertThatThrownBy(
            () ->
                RerankHarness.restore(
                    new ManualScoring(), TestSettings.rerank(), 1, 0, state, null))
        .rootCause()
        .hasMessageContaining("kafka.topics.control");
  }

  @Test
  void stateOfAJobWithoutCommandsGoesOnWithThem() throws Exception {
    OperatorSubtaskState state;
    try (RerankHarness harness = RerankHarness.open()) {
      harness.send(whole("q", 1, "x 1"));
      state = harness.flink.snapshot(1, 1);
    }
    try (ControlledHarness harness = new ControlledHarness(MissingModel.FAIL, "b")) {
      harness.open(state).runMails().scoreAll();
      assertThat(harness.answeredBy()).isEqualTo(Map.of("q", "model-1"));
    }
  }
}
