package io.riverrank.schemas.rollout;

import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * What a command came to on one task manager. At least once, and again by the subtasks that a lost
 * task manager had: who wants to know whether all are done counts indexes, not statuses.
 *
 * @param commandId null if the message had none that could be read
 * @param reason why it was refused; else null
 * @param model fingerprint of the model that it is about; null while unknown
 * @param taskManager that answers
 * @param indexes of the subtasks of this task manager that are in this state, ascending, from 0
 * @param of subtasks of the job
 * @param atMs epoch milliseconds
 * @param models that these subtasks have, where that was asked for; else null
 */
public record ModelStatus(
    @Nullable String commandId,
    State state,
    @Nullable String reason,
    @Nullable String model,
    String taskManager,
    List<Integer> indexes,
    int of,
    long atMs,
    @Nullable ModelRoles models) {

  /** What a command came to that changes something. */
  public ModelStatus(
      @Nullable String commandId,
      State state,
      @Nullable String reason,
      @Nullable String model,
      String taskManager,
      List<Integer> indexes,
      int of,
      long atMs) {
    this(commandId, state, reason, model, taskManager, indexes, of, atMs, null);
  }

  public ModelStatus {
    indexes = List.copyOf(indexes);
  }

  /** How many subtasks of this task manager are in this state. */
  public int subtasks() {
    return indexes.size();
  }

  /** On the wire by name in lower case. */
  public enum State {
    /** The model is fetched, verified, loaded. */
    LOADING,
    /** The model is loaded and answers nobody yet. */
    READY,
    /** What was commanded holds from now on; of {@code status}, what is. */
    ACTIVE,
    /** Nothing was changed. */
    REFUSED,
    /** The model is forgotten. */
    UNLOADED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing follows it. */
    public boolean isFinal() {
      return this != LOADING;
    }
  }
}
