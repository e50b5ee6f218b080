package io.riverrank.operators.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.rollout.MissingModel;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ModelStatus.State;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A checkpoint amid a load: most subtasks have the model, one waits for it. */
@Timeout(60)
class RestoredLoadTest {
  private static final int SUBTASKS = 3;

  @Test
  void whoHadNotAnsweredAnswersWhenTheJobIsBack() throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[SUBTASKS];
    for (int subtask = 0; subtask < SUBTASKS; subtask++) {
      try (ControlledHarness harness =
          new ControlledHarness(MissingModel.FAIL, SUBTASKS, subtask, "b")) {
        harness.open((OperatorSubtaskState) null);
        if (subtask > 0) {
          harness.load("b");
          states[subtask] = harness.flink().snapshot(1, 1);
        } else {
          var loads = harness.holdLoads();
          harness.command(Kind.LOAD, "b", null);
          states[subtask] = harness.flink().snapshot(1, 1);
          assertThat(harness.statuses("c1")).containsExactly(State.LOADING);
          loads.countDown();
        }
      }
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
    for (int subtask = 0; subtask < SUBTASKS; subtask++) {
      OperatorSubtaskState own =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              all, RerankHarness.MAX_PARALLELISM, SUBTASKS, SUBTASKS, subtask);
      try (ControlledHarness harness =
          new ControlledHarness(MissingModel.FAIL, SUBTASKS, subtask, "b")) {
        harness.open(own).await("c1", State.READY);
      }
    }
  }
}
