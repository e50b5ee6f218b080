package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldWriter;
import io.riverrank.schemas.RecordEncoder;
import java.io.IOException;

/** Writes statuses as JSON; {@code model-status.schema.json} describes it. Not thread safe. */
public final class ModelStatusEncoder {

  private final RecordEncoder<ModelStatus> encoder = new RecordEncoder<>(ModelStatusEncoder::write);

  public byte[] encode(ModelStatus status) {
    return encoder.encode(status);
  }

  private static void write(ModelStatus status, FieldWriter out) throws IOException {
    out.text("command_id", status.commandId());
    out.text("state", status.state().toString());
    out.text("reason", status.reason());
    out.text("model", status.model());
    out.text("task_manager", status.taskManager());
    out.wholeNumber("subtasks", status.subtasks());
    out.wholeNumbers("indexes", status.indexes().stream().map(Integer::longValue).toList());
    out.wholeNumber("of", status.of());
    out.time("at", status.atMs());
    if (status.models() != null) {
      out.object("models", status.models(), RolesFields::write);
    }
  }
}
