package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelRoles;
import io.riverrank.schemas.rollout.ModelStatus;
import javax.annotation.Nullable;

/**
 * What a command came to on this subtask.
 *
 * @param commandId null if the message had none
 * @param reason of a refusal
 * @param model fingerprint; null while unknown
 * @param models that this subtask has, where that was asked for; else null
 */
public record Answer(
    @Nullable String commandId,
    ModelStatus.State state,
    @Nullable String reason,
    @Nullable String model,
    @Nullable ModelRoles models) {

  static Answer refused(@Nullable String commandId, String reason) {
    return new Answer(commandId, ModelStatus.State.REFUSED, reason, null, null);
  }

  static Answer of(String commandId, ModelStatus.State state, @Nullable String model) {
    return new Answer(commandId, state, null, model, null);
  }

  /** Which models there are. */
  static Answer ofStatus(String commandId, ModelRoles models) {
    return new Answer(
        commandId, ModelStatus.State.ACTIVE, null, models.champion().fingerprint(), models);
  }
}
