package io.riverrank.operators.rollout.watch;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.SourceRecord;
import io.riverrank.schemas.rollout.ControlCommand;
import io.riverrank.schemas.rollout.ControlCommand.Kind;
import io.riverrank.schemas.rollout.ControlEncoder;
import io.riverrank.schemas.rollout.ModelReference;
import java.util.ArrayList;
import java.util.List;

/** The commands that a new version becomes, as messages for the control topic. */
final class WatchCommands {
  private static final String BY = "rerank.model.watch";

  private final ControlEncoder encoder = new ControlEncoder();
  private final WatchThen then;

  WatchCommands(WatchThen then) {
    this.then = then;
  }

  List<EncodedMessage> of(ModelVersion version) {
    String id = version.commandId();
    ModelReference model = new ModelReference(version.uri(), null, version.fingerprint());
    List<EncodedMessage> messages = new ArrayList<>();
    messages.add(message(new ControlCommand(id, Kind.LOAD, model, null, BY)));
    if (then == WatchThen.PROMOTE) {
      // It waits for the load. Where that is refused, another challenger isn't promoted instead:
      // it has another fingerprint.
      messages.add(message(new ControlCommand(id + "-promote", Kind.PROMOTE, model, null, BY)));
    }
    return messages;
  }

  private EncodedMessage message(ControlCommand command) {
    return new EncodedMessage(null, encoder.encode(command), List.of(), SourceRecord.NO_TIMESTAMP);
  }
}
