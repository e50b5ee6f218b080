package io.riverrank.schemas.rollout;

import javax.annotation.Nullable;

/**
 * One message on the control topic, readable or not.
 *
 * @param command null if the message is none
 * @param commandId of the message, as far as it could be read
 * @param problem why the message is no command; null if it is one
 * @param timestampMs of the message at Kafka, epoch milliseconds
 */
public record ControlMessage(
    @Nullable ControlCommand command,
    @Nullable String commandId,
    @Nullable String problem,
    long timestampMs) {

  /** A command. */
  public static ControlMessage of(ControlCommand command, long timestampMs) {
    return new ControlMessage(command, command.commandId(), null, timestampMs);
  }

  /** A message that is no command. */
  public static ControlMessage malformed(
      @Nullable String commandId, String problem, long timestampMs) {
    return new ControlMessage(null, commandId, problem, timestampMs);
  }
}
