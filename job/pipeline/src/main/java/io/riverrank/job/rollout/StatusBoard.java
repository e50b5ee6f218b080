package io.riverrank.job.rollout;

import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** What is known of one command, of the statuses that were read so far. */
final class StatusBoard {

  private record Key(String taskManager, ModelStatus.State state, @Nullable ModelRoles models) {}

  private final Map<Key, ModelStatus> latest = new LinkedHashMap<>();

  /**
   * Takes a status of the command. Subtasks write side by side, so an older one may come later.
   *
   * @return whether it says more than what was known
   */
  boolean add(ModelStatus status) {
    Key key = new Key(status.taskManager(), status.state(), status.models());
    ModelStatus known = latest.get(key);
    if (known != null && known.subtasks() >= status.subtasks()) {
      return false;
    }
    latest.put(key, status);
    return true;
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

  boolean isRefused() {
    return latest.keySet().stream().anyMatch(key -> key.state() == ModelStatus.State.REFUSED);
  }
}
