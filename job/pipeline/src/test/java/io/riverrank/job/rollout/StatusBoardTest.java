package io.riverrank.job.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.rollout.ModelReference;
import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private final StatusBoard board = new StatusBoard();

  private boolean add(String taskManager, State state, int subtasks) {
    return board.add(new ModelStatus("c", state, null, null, taskManager, subtasks, 4, 0));
  }

  @Test
  void isSettledWhenEverySubtaskHasAnsweredForGood() {
    add("a", State.LOADING, 2);
    add("b", State.LOADING, 2);
    add("a", State.READY, 2);
    add("b", State.READY, 1);
    assertThat(board.isSettled()).isFalse();
    add("b", State.REFUSED, 1);
    assertThat(board.isSettled()).isTrue();
    assertThat(board.isRefused()).isTrue();
  }

  @Test
  void subtasksOfATaskManagerThatHaveOtherModelsCountApart() {
    ModelReference model = new ModelReference("a", null, "sha256:a");
    ModelRoles alone = new ModelRoles(model, null, null, null, null, List.of());
    ModelRoles draining = new ModelRoles(model, null, null, null, null, List.of(model));
    for (ModelRoles models : List.of(alone, draining)) {
      ModelStatus status =
          new ModelStatus("c", State.ACTIVE, null, "sha256:a", "tm", 2, 4, 0, models);
      assertThat(board.isSettled()).isFalse();
      assertThat(board.add(status)).isTrue();
    }
    assertThat(board.isSettled()).isTrue();
  }

  @Test
  void aStatusThatComesLateOrTwiceSaysNothing() {
    assertThat(add("a", State.ACTIVE, 2)).isTrue();
    assertThat(add("a", State.ACTIVE, 1)).isFalse();
    assertThat(add("a", State.ACTIVE, 2)).isFalse();
    assertThat(add("b", State.ACTIVE, 1)).isTrue();
    assertThat(board.isSettled()).isFalse();
  }
}
