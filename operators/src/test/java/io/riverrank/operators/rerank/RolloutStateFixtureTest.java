package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelStatus.State;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A savepoint of two subtasks amid a trial outlives releases and other parallelisms: queries in
 * flight keep their models, and those that begin are tried as before.
 *
 * <p>A fixture is written with {@code -Driverrank.write-state-fixture=NAME} and never again; its
 * name ends as the trial is called.
 */
@Timeout(60)
class RolloutStateFixtureTest {
  private static final int WRITTEN_BY = 2;
  private static final double SHARE = 0.5;

  /** Half of them, by the hash of their ids, are in the trial. */
  private static final List<String> IDS =
      List.of("q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9");

  private static boolean isOf(String queryId, int parallelism, int subtask) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            queryId, RerankHarness.MAX_PARALLELISM, parallelism)
        == subtask;
  }

  /** Each query has a scored member and waits for another; others begin later. */
  private static OperatorSubtaskState snapshotAmid(Kind trial) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[WRITTEN_BY];
    for (int subtask = 0; subtask < WRITTEN_BY; subtask++) {
      try (ControlledHarness harness =
          new ControlledHarness(MissingModel.FAIL, WRITTEN_BY, subtask, "b")) {
        harness.open((OperatorSubtaskState) null).load("b").command(trial, null, SHARE);
        for (String id : IDS) {
          if (isOf(id, WRITTEN_BY, subtask)) {
            harness.send(member(id, 1, "m1", "x 1", 2));
          }
        }
        harness.scoreAll();
        states[subtask] = harness.flink().snapshot(1, 1);
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  @ParameterizedTest
  @CsvSource({
    "v1-split, 1", "v1-split, 2", "v1-split, 3",
    "v2-interleave, 1", "v2-interleave, 2", "v2-interleave, 3",
    "v2-shadow, 1", "v2-shadow, 2", "v2-shadow, 3"
  })
  void aTrialGoesOnAtAnyParallelism(String fixture, int parallelism) throws Exception {
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle(
            Path.of(getClass().getResource("/state/rollout-" + fixture).toURI()).toString());
    Set<String> answered = new TreeSet<>();
    Set<String> tried = new TreeSet<>();
    int rescored = 0;
    for (int subtask = 0; subtask < parallelism; subtask++) {
      OperatorSubtaskState own =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, RerankHarness.MAX_PARALLELISM, WRITTEN_BY, parallelism, subtask);
      try (ControlledHarness harness =
          new ControlledHarness(MissingModel.FAIL, parallelism, subtask, "b")) {
        harness.open(own).runMails();
        for (ManualScoring model : harness.models.values()) {
          rescored += model.everSubmitted.size();
        }
        for (String id : IDS) {
          if (isOf(id, parallelism, subtask)) {
            harness.send(member(id, 2, "m2", "x 2", 2));
          }
          if (isOf("new" + id, parallelism, subtask)) {
            harness.send(whole("new" + id, 3, "x 1"));
          }
          harness.scoreAll();
          if (trial(fixture) == Kind.SHADOW) {
            harness.inShadow("b").deliverAll();
            harness.runMails();
          }
        }
        answered.addAll(harness.results().keySet());
        tried.addAll(tried(trial(fixture), harness));
        // The ids of commands are restored, too: c1 was the load, c2 the trial.
        harness.command(Kind.ROLLBACK).command(Kind.ROLLBACK).command(Kind.ROLLBACK).runMails();
        assertThat(harness.statuses("c1")).containsExactly(State.REFUSED);
        assertThat(harness.statuses("c3")).containsExactly(State.ACTIVE);
      }
    }
    assertThat(rescored).as("scores of both models are kept").isZero();
    assertThat(answered).hasSize(2 * IDS.size());
    // What the hash of the ids says, computed outside of Java.
    assertThat(tried)
        .containsExactly(
            "newq0", "newq1", "newq2", "newq4", "newq5", "newq9", "q0", "q1", "q2", "q3", "q4",
            "q5", "q9");
  }

  private static Kind trial(String fixture) {
    return Kind.valueOf(fixture.substring(fixture.indexOf('-') + 1).toUpperCase(Locale.ROOT));
  }

  /** The queries that the challenger had a part in. */
  private static Set<String> tried(Kind trial, ControlledHarness harness) {
    if (trial == Kind.SHADOW) {
      return harness.shadows().stream().map(ShadowRanking::queryId).collect(Collectors.toSet());
    }
    Predicate<RerankResult> ofChallenger =
        trial == Kind.INTERLEAVE
            ? result -> result.results().get(0).team() != null
            : result -> result.model().name().equals("b");
    return harness.results().values().stream()
        .filter(ofChallenger)
        .map(RerankResult::queryId)
        .collect(Collectors.toSet());
  }

  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void write() throws Exception {
    Path folder = Files.createDirectories(Path.of("src/test/resources/state"));
    String fixture = System.getProperty("riverrank.write-state-fixture");
    OperatorSnapshotUtil.writeStateHandle(
        snapshotAmid(trial(fixture)), folder.resolve("rollout-" + fixture).toString());
  }
}
