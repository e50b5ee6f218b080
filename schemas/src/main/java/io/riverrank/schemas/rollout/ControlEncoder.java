package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes commands as JSON; {@code control.schema.json} describes it. Not thread safe. */
public final class ControlEncoder {

  private final RecordEncoder<ControlCommand> encoder = new RecordEncoder<>(ControlEncoder::write);

  public byte[] encode(ControlCommand command) {
    return encoder.encode(command);
  }

  private static void write(ControlCommand command, FieldWriter out) throws IOException {
    out.text("command_id", command.commandId());
    out.text("command", command.command().toString());
    if (command.model() != null) {
      out.object("model", command.model(), ReferenceFields::write);
    }
    out.number("share", command.share());
    out.text("by", command.by());
  }
}
