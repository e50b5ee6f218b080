package io.riverrank.operators.rollout;

import static io.riverrank.schemas.rollout.ControlCommand.Kind.INTERLEAVE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.LOAD;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.PROMOTE;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.ROLLBACK;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.SPLIT;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.STATUS;
import static io.riverrank.schemas.rollout.ControlCommand.Kind.UNLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands come to, and that nothing else matters than their order, times and loads. */
class RolloutMachineTest {
  private static final long KEEP_MS = 1_000;
  private static final ModelReference A = new ModelReference("a", null, "sha256:a");

  private final RolloutMachine machine = new RolloutMachine(Rollout.of(A), KEEP_MS);
  private int commands;

  private static ModelReference model(String name) {
    return new ModelReference(name, null, "sha256:" + name);
  }

  private RolloutMachineTest send(
      ControlCommand.Kind kind, String model, Double share, long timestampMs) {
    ModelReference reference = model == null ? null : model(model);
    commands++;
    machine.receive(
        ControlMessage.of(
            new ControlCommand("c" + commands, kind, reference, share, null), timestampMs));
    return this;
  }

  private RolloutMachineTest send(ControlCommand.Kind kind) {
    return send(kind, null, null, 0);
  }

  private RolloutMachineTest loaded(String name) {
    assertThat(machine.takeLoad().uri()).isEqualTo(name);
    machine.loaded(model(name));
    return this;
  }

  private void assertAnswers(String... answers) {
    assertThat(machine.takeAnswers())
        .extracting(answer -> answer.commandId() + " " + answer.state())
        .containsExactly(answers);
  }

  private void assertModels(String champion, String other, double share) {
    Rollout rollout = machine.rollout();
    assertThat(rollout.champion().uri()).isEqualTo(champion);
    assertThat(rollout.other() == null ? null : rollout.other().model().uri()).isEqualTo(other);
    assertThat(rollout.trial().share()).isEqualTo(share);
  }

  @Test
  void aModelIsLoadedSplitOffPromotedAndRolledBack() {
    send(LOAD, "b", null, 0);
    assertModels("a", "b", 0);
    loaded("b").send(SPLIT, null, 0.1, 0);
    assertModels("a", "b", 0.1);
    send(PROMOTE);
    assertModels("b", "a", 0);
    send(ROLLBACK);
    assertModels("a", "b", 0);
    send(PROMOTE);
    assertModels("b", "a", 0);
    assertAnswers("c1 loading", "c1 ready", "c2 active", "c3 active", "c4 active", "c5 active");
  }

  @Test
  void aRollbackEndsASplitAndKeepsTheChallenger() {
    send(LOAD, "b", null, 0).loaded("b").send(SPLIT, null, 0.5, 0).send(ROLLBACK);
    assertModels("a", "b", 0);
    send(ROLLBACK);
    assertAnswers("c1 loading", "c1 ready", "c2 active", "c3 active", "c4 refused");
  }

  @Test
  void aRollbackThatNamesAModelTakesNoOtherBack() {
    send(LOAD, "b", null, 0).loaded("b").send(SPLIT, null, 0.5, 0);
    send(ROLLBACK, "c", null, 0);
    assertModels("a", "b", 0.5);
    send(ROLLBACK, "b", null, 0).send(PROMOTE).send(ROLLBACK, "a", null, 0);
    assertModels("b", "a", 0);
    send(ROLLBACK, "b", null, 0);
    assertModels("a", "b", 0);
    assertThat(machine.takeAnswers())
        .filteredOn(answer -> answer.reason() != null)
        .extracting(answer -> answer.commandId() + " " + answer.reason())
        .containsExactly(
            "c3 a rollback would take b sha256:b back, not sha256:c",
            "c6 a rollback would take b sha256:b back, not sha256:a");
  }

  @Test
  void commandsWaitForALoadSoThatAReplayComesToTheSame() {
    send(LOAD, "b", null, 0).send(SPLIT, null, 0.2, 0).send(PROMOTE).send(LOAD, "c", null, 5_000);
    assertModels("a", "b", 0);
    assertAnswers("c1 loading");
    loaded("b");
    assertModels("b", "c", 0);
    assertThat(machine.rollout().draining()).extracting(d -> d.model().uri()).containsExactly("a");
    assertAnswers("c1 ready", "c2 active", "c3 active", "c4 loading");
  }

  @Test
  void aStatusIsAnsweredAtOnceAndChangesNothing() {
    send(LOAD, "b", null, 0).send(PROMOTE);
    assertAnswers("c1 loading");
    Rollout before = machine.rollout();
    ControlMessage status = ControlMessage.of(new ControlCommand("s", STATUS, null, null, null), 0);
    machine.receive(status);
    machine.receive(status);
    ModelRoles loading =
        new ModelRoles(A, model("b"), ModelRoles.Role.LOADING, null, null, List.of());
    assertThat(machine.takeAnswers())
        .containsExactly(Answer.ofStatus("s", loading), Answer.ofStatus("s", loading));
    assertThat(machine.rollout()).isEqualTo(before);
    machine.receive(ControlMessage.of(new ControlCommand("c1", STATUS, null, null, null), 0));
    assertAnswers("c1 refused");
  }

  @Test
  void aStatusNamesTheTrialAndWhatDrains() {
    send(LOAD, "b", null, 0).loaded("b").send(INTERLEAVE, null, 0.25, 0);
    assertThat(machine.rollout().roles())
        .isEqualTo(
            new ModelRoles(A, model("b"), ModelRoles.Role.CHALLENGER, INTERLEAVE, 0.25, List.of()));
    send(PROMOTE);
    assertThat(machine.rollout().roles())
        .isEqualTo(new ModelRoles(model("b"), A, ModelRoles.Role.KEPT, null, null, List.of()));
    machine.keepEnded();
    assertThat(machine.rollout().roles())
        .isEqualTo(new ModelRoles(model("b"), null, null, null, null, List.of(A)));
  }

  @Test
  void whatWaitedForALoadThatFailedIsRefused() {
    send(LOAD, "b", null, 0).send(PROMOTE);
    machine.takeLoad();
    machine.failed("no such model");
    assertModels("a", null, 0);
    assertAnswers("c1 loading", "c1 refused", "c2 refused");
  }

  @Test
  void anUnloadCallsALoadOffAtOnce() {
    send(LOAD, "b", null, 0).send(UNLOAD);
    assertModels("a", null, 0);
    assertThat(machine.takeLoad()).isNull();
    assertAnswers("c1 loading", "c1 refused", "c2 unloaded");
  }

  @Test
  void anUnloadBehindAPromotionWaitsForTheLoadAsThePromotionDoes() {
    send(LOAD, "b", null, 0).send(PROMOTE).send(UNLOAD);
    assertAnswers("c1 loading");
    loaded("b");
    assertModels("b", null, 0);
    assertAnswers("c1 ready", "c2 active");
  }

  @Test
  void aRollbackWaitsForALoadAndNoQueryGetsTheModelInBetween() {
    send(LOAD, "b", null, 0).send(PROMOTE).send(ROLLBACK);
    assertAnswers("c1 loading");
    loaded("b");
    assertModels("a", "b", 0);
    assertAnswers("c1 ready", "c2 active", "c3 active");
  }

  @Test
  void theFirstOfTwoLoadsAtOnceWins() {
    send(LOAD, "b", null, 0).send(LOAD, "c", null, 0).loaded("b");
    assertModels("a", "b", 0);
    assertAnswers("c1 loading", "c1 ready", "c2 refused");
  }

  @Test
  void aLoadBehindOneThatFailsIsDone() {
    send(LOAD, "bad", null, 0).send(LOAD, "c", null, 0);
    machine.takeLoad();
    machine.failed("no such model");
    loaded("c");
    assertModels("a", "c", 0);
    assertAnswers("c1 loading", "c1 refused", "c2 loading", "c2 ready");
  }

  @Test
  void aFormerChampionWhoseTimeIsOverIsNotRolledBackTo() {
    send(LOAD, "b", null, 0).loaded("b").send(PROMOTE, null, null, 0);
    send(ROLLBACK, null, null, KEEP_MS);
    assertModels("b", null, 0);
    assertAnswers("c1 loading", "c1 ready", "c2 active", "c3 refused");
  }

  @ParameterizedTest
  @CsvSource({"999, refused", "1000, loading"})
  void aThirdModelWaitsUntilTheFormerChampionIsKeptNoLonger(long timestampMs, String state) {
    send(LOAD, "b", null, 0).loaded("b").send(PROMOTE).send(LOAD, "c", null, timestampMs);
    assertAnswers("c1 loading", "c1 ready", "c2 active", "c3 " + state);
  }

  @Test
  void theFormerChampionGoesWhenItsTimeIsOver() {
    send(LOAD, "b", null, 0).loaded("b").send(PROMOTE);
    machine.keepEnded();
    assertModels("b", null, 0);
    DrainingModel former = machine.rollout().draining().get(0);
    assertThat(former.model()).isEqualTo(A);
    machine.drained(former);
    assertThat(machine.rollout().draining()).isEmpty();
    send(ROLLBACK);
    assertAnswers("c1 loading", "c1 ready", "c2 active", "c3 refused");
  }

  @Test
  void anUnloadIsAnsweredWhenNoGroupHasTheModelAnyMore() {
    send(LOAD, "b", null, 0).loaded("b").send(UNLOAD);
    assertAnswers("c1 loading", "c1 ready");
    machine.drained(machine.rollout().draining().get(0));
    assertThat(machine.takeAnswers()).containsExactly(Answer.of("c2", State.UNLOADED, "sha256:b"));
  }

  @Test
  void theChampionIsNoChallengerOfItself() {
    send(LOAD, "a", null, 0);
    machine.loaded(A);
    assertModels("a", null, 0);
    assertAnswers("c1 loading", "c1 refused");
  }

  @Test
  void aCommandIdIsAppliedOnce() {
    ControlMessage load =
        ControlMessage.of(new ControlCommand("c", LOAD, model("b"), null, null), 0);
    machine.receive(load);
    machine.takeLoad();
    machine.loaded(model("b"));
    machine.receive(ControlMessage.of(new ControlCommand("c", PROMOTE, null, null, null), 0));
    assertModels("a", "b", 0);
    assertAnswers("c loading", "c ready", "c refused");
  }

  @ParameterizedTest
  @CsvSource({"1.7", "-0.1", "NaN"})
  void aSplitHasAShare(double share) {
    send(LOAD, "b", null, 0).loaded("b").send(SPLIT, null, share, 0);
    assertAnswers("c1 loading", "c1 ready", "c2 refused");
    assertModels("a", "b", 0);
  }

  @Test
  void whatHasNoSenseIsRefusedAndChangesNothing() {
    machine.receive(ControlMessage.malformed(null, "not JSON", 0));
    send(PROMOTE).send(SPLIT, null, 0.5, 0).send(ROLLBACK).send(UNLOAD).send(LOAD);
    assertModels("a", null, 0);
    assertAnswers(
        "null refused", "c1 refused", "c2 refused", "c3 refused", "c4 refused", "c5 refused");
    send(LOAD, "b", null, 0).loaded("b").send(PROMOTE, "other", null, 0).send(UNLOAD, "a", null, 0);
    assertModels("a", "b", 0);
    assertAnswers("c6 loading", "c6 ready", "c7 refused", "c8 refused");
  }

  /** Its groups need the model before it is loaded again. */
  @Test
  void aModelThatMostStillLoadIsKeptForGroupsOfThoseThatHadIt() {
    ModelReference named = new ModelReference("b", null, model("b").fingerprint());
    machine.receive(ControlMessage.of(new ControlCommand("c1", LOAD, named, null, null), 0));
    Rollout loading = machine.rollout();
    machine.loaded(named);
    send(PROMOTE);
    Rollout promoted = machine.rollout();

    Rollout merged = RolloutState.merge(List.of(loading, loading, promoted));
    assertThat(merged.hasOther(OtherModel.Role.LOADING)).isTrue();
    assertThat(merged.draining()).containsExactly(new DrainingModel(named, null));
  }

  @Test
  void whatALateSubtaskHadNotAnsweredIsAnsweredAfterARestore() {
    send(LOAD, "b", null, 0);
    Rollout late = machine.rollout().withWaiting(promotion());
    loaded("b").send(PROMOTE);
    Rollout promoted = machine.rollout();

    assertThat(RolloutState.owed(promoted, List.of(late, promoted, promoted), KEEP_MS))
        .extracting(answer -> answer.commandId() + " " + answer.state())
        .containsExactly("c1 ready", "c2 active");
    assertThat(RolloutState.owed(Rollout.of(A), List.of(Rollout.of(A), late), KEEP_MS))
        .as("the others could not load it")
        .extracting(answer -> answer.commandId() + " " + answer.state())
        .containsExactly("c1 refused", "c2 refused");
    assertThat(RolloutState.owed(late, List.of(late, late, promoted), KEEP_MS))
        .as("it is loaded again")
        .isEmpty();
  }

  private static ControlMessage promotion() {
    return ControlMessage.of(new ControlCommand("c2", PROMOTE, null, null, null), 0);
  }

  @Test
  void aRestoredModelIsThereOnceWhateverItIsCalled() {
    ModelReference renamed = new ModelReference("elsewhere", null, A.fingerprint());
    Rollout draining = Rollout.of(model("b")).withDraining(List.of(new DrainingModel(A, "c7")));
    Rollout refused = Rollout.of(renamed);

    assertThat(RolloutState.merge(List.of(refused, draining, draining)).draining())
        .as("the command that waits for it is answered")
        .containsExactly(new DrainingModel(A, "c7"));
    assertThat(RolloutState.merge(List.of(refused, refused, draining)).draining())
        .as("the champion is loaded anyway")
        .containsExactly(new DrainingModel(model("b"), null));
  }

  @Test
  void aRestoredJobTakesWhatMostSubtasksHad() {
    Rollout before = Rollout.of(A);
    send(LOAD, "b", null, 0).loaded("b").send(PROMOTE);
    Rollout promoted = machine.rollout();

    Rollout merged = RolloutState.merge(List.of(before, promoted, promoted));
    assertThat(merged.champion().uri()).isEqualTo("b");
    assertThat(merged.other().model()).isEqualTo(A);
    assertThat(merged.draining()).isEmpty();

    Rollout other = RolloutState.merge(List.of(before, before, promoted));
    assertThat(other.champion()).isEqualTo(A);
    assertThat(other.draining())
        .as("groups of the third subtask have it")
        .containsExactly(new DrainingModel(model("b"), null));
  }
}
