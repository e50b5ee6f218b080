package io.riverrank.operators.rollout;

import io.riverrank.operators.types.Fields;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlMessage;
import io.riverrank.schemas.rollout.ModelReference;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Commands and models in state and between tasks. */
final class ControlFields {
  private ControlFields() {}

  static void writeModel(ModelReference model, DataOutputView out) throws IOException {
    Fields.writeText(model.uri(), out);
    Fields.writeText(model.file(), out);
    Fields.writeText(model.fingerprint(), out);
  }

  static ModelReference readModel(DataInputView in) throws IOException {
    return new ModelReference(Fields.readText(in), Fields.readText(in), Fields.readText(in));
  }

  static void writeMessage(ControlMessage message, DataOutputView out) throws IOException {
    Fields.writeText(message.commandId(), out);
    Fields.writeText(message.problem(), out);
    out.writeLong(message.timestampMs());
    ControlCommand command = message.command();
    out.writeBoolean(command != null);
    if (command != null) {
      Fields.writeText(command.command().name(), out);
      out.writeBoolean(command.model() != null);
      if (command.model() != null) {
        writeModel(command.model(), out);
      }
      Fields.writeDouble(command.share(), out);
      Fields.writeText(command.by(), out);
    }
  }

  static ControlMessage readMessage(DataInputView in) throws IOException {
    String commandId = Fields.readText(in);
    String problem = Fields.readText(in);
    long timestampMs = in.readLong();
    if (!in.readBoolean()) {
      return ControlMessage.malformed(commandId, problem, timestampMs);
    }
    return ControlMessage.of(
        new ControlCommand(
            commandId,
            ControlCommand.Kind.valueOf(Fields.readText(in)),
            in.readBoolean() ? readModel(in) : null,
            Fields.readDouble(in),
            Fields.readText(in)),
        timestampMs);
  }
}
