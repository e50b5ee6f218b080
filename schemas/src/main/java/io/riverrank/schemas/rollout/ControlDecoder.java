package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.RecordReader;
import io.riverrank.schemas.SourceRecord;
import java.io.IOException;
import javax.annotation.Nullable;

/**
 * Reads the control topic's messages; never throws on one. Not thread safe: buffers are reused from
 * message to message.
 */
public final class ControlDecoder {

  private static final int MAX_DEPTH = 100;
  private static final int MAX_ID_CHARS = 200;

  private final RecordReader<ControlCommand> reader =
      new RecordReader<>("a control command", MAX_DEPTH, this::command);
  // Survives the field that makes the message unreadable, so that the answer can name it.
  @Nullable private String commandId;

  public ControlMessage decode(SourceRecord message) {
    commandId = null;
    if (message.value() == null) {
      return malformed(message, "the message has no value");
    }
    try {
      return ControlMessage.of(reader.read(message.value()), message.timestampMs());
    } catch (MalformedRecordException e) {
      return malformed(message, e.getMessage());
    }
  }

  private ControlMessage malformed(SourceRecord message, String problem) {
    return ControlMessage.malformed(
        commandId,
        "%s (offset %d of %s)".formatted(problem, message.offset(), message.topic()),
        message.timestampMs());
  }

  private ControlCommand command(FieldReader in) throws IOException {
    var read =
        new Object() {
          ControlCommand.Kind kind;
          ModelReference model;
          Double share;
          String by;
        };
    in.object(
        name -> {
          switch (name) {
            case "command_id" -> commandId = in.id(MAX_ID_CHARS);
            case "command" -> read.kind = in.oneOf(ControlCommand.Kind.values());
            case "model" -> read.model = in.isNull() ? null : ReferenceFields.read(in);
            case "share" -> read.share = in.number();
            case "by" -> read.by = in.text();
            default -> in.skip();
          }
        });
    in.required("command_id", commandId);
    in.required("command", read.kind);
    if (read.kind == ControlCommand.Kind.LOAD && read.model != null) {
      in.required("uri", read.model.uri());
    }
    return new ControlCommand(commandId, read.kind, read.model, read.share, read.by);
  }
}
