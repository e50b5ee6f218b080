package io.riverrank.schemas.rollout;

import io.riverrank.schemas.EpochNumbers;
import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import java.io.IOException;
import java.util.List;

/** Reads statuses, also those of later versions. Not thread safe. */
public final class ModelStatusReader {

  private final RecordReader<ModelStatus> reader =
      new RecordReader<>("a model status", Integer.MAX_VALUE, ModelStatusReader::status);

  /**
   * @throws MalformedRecordException if this isn't a status; the message says where and why
   */
  public ModelStatus read(byte[] value) throws MalformedRecordException {
    return reader.read(value);
  }

  private static ModelStatus status(FieldReader in) throws IOException {
    var read =
        new Object() {
          String commandId;
          ModelStatus.State state;
          String reason;
          String model;
          String taskManager;
          List<Integer> indexes;
          Integer of;
          Long atMs;
          ModelRoles models;
        };
    in.object(
        name -> {
          switch (name) {
            case "command_id" -> read.commandId = in.text();
            case "state" -> read.state = in.oneOf(ModelStatus.State.values());
            case "reason" -> read.reason = in.text();
            case "model" -> read.model = in.text();
            case "task_manager" -> read.taskManager = in.text();
            case "indexes" -> read.indexes = in.array(() -> in.count(0));
            case "of" -> read.of = in.count(1);
            case "at" -> read.atMs = in.time(EpochNumbers.DEFAULT);
            case "models" -> read.models = RolesFields.read(in);
            default -> in.skip();
          }
        });
    return new ModelStatus(
        read.commandId,
        in.required("state", read.state),
        read.reason,
        read.model,
        in.required("task_manager", read.taskManager),
        in.required("indexes", read.indexes),
        in.required("of", read.of),
        in.required("at", read.atMs),
        read.models);
  }
}
