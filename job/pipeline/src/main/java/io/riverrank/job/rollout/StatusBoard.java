package io.riverrank.job.rollout;

import io.riverrank.schemas.rollout.ModelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one command, of the statuses that were read so far. */
final class StatusBoard {

  private record Key(String taskManager, ModelStatus.State state) {}

  private final Map<Key, ModelStatus> latest = new LinkedHashMap<>();

  /** Takes a status of the command. */
  void add(ModelStatus status) {
    latest.merge(
        new Key(status.taskManager(), status.state()),
        status,
        (before, after) -> after.subtasks() >= before.subtasks() ? after : before);
  }

  /** Whether every subtask of the job has answered for good. */
  boolean isSettled() {
    int subtasks = 0;
    int of = Integer.MAX_VALUE;
    for (ModelStatus status : latest.values()) {
      if (status.state().isFinal()) {
        subtasks += status.subtasks();
        of = status.of();
      }
    }
    return subtasks >= of;
  }

  /** The latest of each task manager and state, in the order that they came. */
  List<ModelStatus> statuses() {
    return new ArrayList<>(latest.values());
  }

  boolean isRefused() {
    return latest.keySet().stream().anyMatch(key -> key.state() == ModelStatus.State.REFUSED);
  }
}
