package io.riverrank.job.rollout;

import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What is known of one command, of the statuses that were read so far.
 *
 * <p>Task managers come and go: subtasks of a lost one start on another, from a checkpoint that may
 * be older than the command, and answer again. So what counts is which subtasks have answered,
 * ever; and of each what it said last, since a model may be loaded here and refused there.
 */
final class StatusBoard {

  private record Key(String taskManager, ModelStatus.State state, @Nullable ModelRoles models) {}

  private final Map<Key, Set<Integer>> said = new HashMap<>();

  /** The last final answer of each subtask. */
  private final Map<Integer, ModelStatus> last = new HashMap<>();

  /** Subtasks of the job, as the latest status has it. */
  private int of = Integer.MAX_VALUE;

  private long ofMs = Long.MIN_VALUE;

  /**
   * Takes a status of the command. Subtasks write side by side, so an older one may come later.
   *
   * @return whether it says more than what was known
   */
  boolean add(ModelStatus status) {
    if (status.atMs() >= ofMs) {
      ofMs = status.atMs();
      of = status.of();
    }
    if (status.state().isFinal()) {
      for (int index : status.indexes()) {
        last.merge(index, status, (known, next) -> next.atMs() >= known.atMs() ? next : known);
      }
    }
    return said.computeIfAbsent(
            new Key(status.taskManager(), status.state(), status.models()), key -> new HashSet<>())
        .addAll(status.indexes());
  }

  /** Whether every subtask of the job has answered for good. */
  boolean isSettled() {
    return last.keySet().stream().filter(index -> index < of).count() == of;
  }

  boolean isRefused() {
    return last.entrySet().stream()
        .anyMatch(
            answer ->
                answer.getKey() < of && answer.getValue().state() == ModelStatus.State.REFUSED);
  }
}
