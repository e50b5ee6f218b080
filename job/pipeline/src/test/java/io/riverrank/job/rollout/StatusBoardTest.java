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
  private long atMs;

  private boolean add(String taskManager, State state, Integer... subtasks) {
    return addOf(4, taskManager, state, subtasks);
  }

  private boolean addOf(int of, String taskManager, State state, Integer... subtasks) {
    return board.add(
        new ModelStatus("c", state, null, null, taskManager, List.of(subtasks), of, atMs++));
  }

  @Test
  void isSettledWhenEverySubtaskHasAnsweredForGood() {
    add("a", State.LOADING, 0, 1);
    add("b", State.LOADING, 2, 3);
    add("a", State.READY, 0, 1);
    add("b", State.READY, 2);
    assertThat(board.isSettled()).isFalse();
    add("b", State.REFUSED, 3);
    assertThat(board.isSettled()).isTrue();
    assertThat(board.isRefused()).isTrue();
  }

  @Test
  void subtasksOfATaskManagerThatHaveOtherModelsCountApart() {
    ModelReference model = new ModelReference("a", null, "sha256:a");
    ModelRoles alone = new ModelRoles(model, null, null, null, null, List.of());
    ModelRoles draining = new ModelRoles(model, null, null, null, null, List.of(model));
    for (ModelRoles models : List.of(alone, draining)) {
      List<Integer> indexes = models == alone ? List.of(0, 1) : List.of(2, 3);
      ModelStatus status =
          new ModelStatus("c", State.ACTIVE, null, "sha256:a", "tm", indexes, 4, 0, models);
      assertThat(board.isSettled()).isFalse();
      assertThat(board.add(status)).isTrue();
    }
    assertThat(board.isSettled()).isTrue();
  }

  @Test
  void aStatusThatComesLateOrTwiceSaysNothing() {
    assertThat(add("a", State.ACTIVE, 0, 1)).isTrue();
    assertThat(add("a", State.ACTIVE, 0)).isFalse();
    assertThat(add("a", State.ACTIVE, 0, 1)).isFalse();
    assertThat(add("b", State.ACTIVE, 2)).isTrue();
    assertThat(board.isSettled()).isFalse();
  }

  /** Two task managers have answered four times, of two subtasks. */
  @Test
  void subtasksThatAnswerAgainElsewhereCountOnce() {
    add("a", State.ACTIVE, 0, 1);
    add("c", State.ACTIVE, 0, 1);
    assertThat(board.isSettled()).isFalse();
    add("b", State.ACTIVE, 2);
    assertThat(board.isSettled()).isFalse();
    add("b", State.ACTIVE, 2, 3);
    assertThat(board.isSettled()).isTrue();
    assertThat(board.isRefused()).isFalse();
  }

  @Test
  void aSubtaskThatStartsAgainMayAnswerOtherwise() {
    add("a", State.REFUSED, 0, 1);
    add("b", State.READY, 2, 3);
    assertThat(board.isRefused()).isTrue();
    add("c", State.READY, 0);
    assertThat(board.isRefused()).as("1 refuses").isTrue();
    add("c", State.READY, 0, 1);
    assertThat(board.isRefused()).isFalse();
    add("d", State.REFUSED, 2);
    assertThat(board.isRefused()).isTrue();
  }

  @Test
  void anOlderAnswerThatComesLateChangesNothing() {
    add("a", State.READY, 0, 1, 2, 3);
    board.add(new ModelStatus("c", State.REFUSED, "why", null, "b", List.of(0), 4, -5));
    assertThat(board.isRefused()).isFalse();
  }

  @Test
  void aJobThatComesBackWithOtherSubtasksHasThose() {
    add("a", State.ACTIVE, 0, 1, 2);
    assertThat(board.isSettled()).isFalse();
    addOf(2, "b", State.ACTIVE, 0);
    assertThat(board.isSettled()).isTrue();
    addOf(5, "b", State.ACTIVE, 0, 3);
    assertThat(board.isSettled()).isFalse();
    addOf(5, "b", State.ACTIVE, 0, 3, 4);
    assertThat(board.isSettled()).isTrue();
  }
}
