package io.riverrank.operators.rollout;

import io.riverrank.schemas.rollout.ModelStatus;
import javax.annotation.Nullable;

/**
 * What a command came to on this subtask.
 *
 * @param commandId null if the message had none
 * @param reason of a refusal
 * @param model fingerprint; null while unknown
 */
public record Answer(
    @Nullable String commandId,
    ModelStatus.State state,
    @Nullable String reason,
    @Nullable String model) {

  static Answer refused(@Nullable String commandId, String reason) {
    return new Answer(commandId, ModelStatus.State.REFUSED, reason, null);
  }

  static Answer of(String commandId, ModelStatus.State state, @Nullable String model) {
    return new Answer(commandId, state, null, model);
  }
}
