package io.riverrank.operators.rerank;

import static io.riverrank.operators.rerank.Events.member;
import static io.riverrank.operators.rerank.Events.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * A savepoint of two subtasks amid a split outlives releases and other parallelisms: queries in
 * flight keep their models, and those that begin are split as before.
 *
 * <p>A fixture is written with {@code -Driverrank.write-state-fixture=NAME} and never again.
 */
@Timeout(60)
class RolloutStateFixtureTest {
  private static final int WRITTEN_BY = 2;
  private static final double SHARE = 0.5;

  /** Half of them, by the hash of their ids, are the challenger's. */
  private static final List<String> IDS =
      List.of("q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9");

  private static boolean isOf(String queryId, int parallelism, int subtask) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            queryId, RerankHarness.MAX_PARALLELISM, parallelism)
        == subtask;
  }

  /** Each query has a scored member and waits for another; others begin later. */
  private static OperatorSubtaskState snapshotAmidSplit() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[WRITTEN_BY];
    for (int subtask = 0; subtask < WRITTEN_BY; subtask++) {
      try (ControlledHarness harness =
          new ControlledHarness(MissingModel.FAIL, WRITTEN_BY, subtask, "b")) {
        harness.open((OperatorSubtaskState) null).load("b").command(Kind.SPLIT, null, SHARE);
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
  @CsvSource({"v1, 1", "v1, 2", "v1, 3"})
  void aSplitGoesOnAtAnyParallelism(String fixture, int parallelism) throws Exception {
    OperatorSubtaskState state =
        OperatorSnapshotUtil.readStateHandle(
            Path.of(getClass().getResource("/state/rollout-" + fixture).toURI()).toString());
    Map<String, String> answeredBy = new TreeMap<>();
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
        }
        answeredBy.putAll(harness.scoreAll().answeredBy());
        // The ids of commands are restored, too: c1 was the load, c2 the split.
        harness.command(Kind.ROLLBACK).command(Kind.ROLLBACK).command(Kind.ROLLBACK).runMails();
        assertThat(harness.statuses("c1")).containsExactly(State.REFUSED);
        assertThat(harness.statuses("c3")).containsExactly(State.ACTIVE);
      }
    }
    assertThat(rescored).as("scores of both models are kept").isZero();
    assertThat(answeredBy).isEqualTo(expected());
  }

  /** What the hash of the ids says, computed outside of Java. */
  private static Map<String, String> expected() {
    List<String> challengers =
        List.of(
            "q0", "q1", "q2", "q3", "q4", "q5", "q9", "newq0", "newq1", "newq2", "newq4", "newq5",
            "newq9");
    Map<String, String> expected = new TreeMap<>();
    for (String id : IDS) {
      for (String name : List.of(id, "new" + id)) {
        expected.put(name, challengers.contains(name) ? "b" : "model-1");
      }
    }
    return expected;
  }

  @Test
  @EnabledIfSystemProperty(named = "riverrank.write-state-fixture", matches = ".+")
  void write() throws Exception {
    Path folder = Files.createDirectories(Path.of("src/test/resources/state"));
    OperatorSnapshotUtil.writeStateHandle(
        snapshotAmidSplit(),
        folder
            .resolve("rollout-" + System.getProperty("riverrank.write-state-fixture"))
            .toString());
  }
}
