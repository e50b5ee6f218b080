package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * Which subtasks of a job on this task manager gave the same answer. Shared by the job's subtasks;
 * it goes with the last of them.
 */
public final class TaskManagerTally implements AutoCloseable {
  private static final Map<String, Shared> BY_JOB = new HashMap<>();

  /** Subtasks that are further apart count anew. */
  private static final int MOST_ANSWERS = 1000;

  private record Said(
      @Nullable String commandId, ModelStatus.State state, @Nullable ModelRoles models) {}

  private static final class Shared {
    private final Map<Said, SortedSet<Integer>> subtasks =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Said, SortedSet<Integer>> eldest) {
            return size() > MOST_ANSWERS;
          }
        };
    private int users;
  }

  private final String jobId;
  private final int subtask;
  private final Shared shared;
  private boolean closed;

  private TaskManagerTally(String jobId, int subtask, Shared shared) {
    this.jobId = jobId;
    this.subtask = subtask;
    this.shared = shared;
  }

  /** A subtask begins to answer. */
  public static TaskManagerTally open(String jobId, int subtask) {
    synchronized (BY_JOB) {
      Shared shared = BY_JOB.computeIfAbsent(jobId, id -> new Shared());
      shared.users++;
      return new TaskManagerTally(jobId, subtask, shared);
    }
  }

  /**
   * Counts this subtask's answer.
   *
   * @return indexes of the subtasks that gave it, this one included, ascending
   */
  public List<Integer> count(Answer answer) {
    synchronized (BY_JOB) {
      SortedSet<Integer> subtasks =
          shared.subtasks.computeIfAbsent(
              new Said(answer.commandId(), answer.state(), answer.models()),
              said -> new TreeSet<>());
      subtasks.add(subtask);
      return List.copyOf(subtasks);
    }
  }

  @Override
  public void close() {
    synchronized (BY_JOB) {
      if (!closed && --shared.users == 0) {
        BY_JOB.remove(jobId, shared);
      }
      closed = true;
    }
  }
}
