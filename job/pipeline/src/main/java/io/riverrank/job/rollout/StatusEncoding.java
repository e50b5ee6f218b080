package io.riverrank.job.rollout;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.rollout.ModelStatus;
import io.riverrank.schemas.rollout.ModelStatusEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** A status as it is written, with its command's id as key. */
final class StatusEncoding extends RichMapFunction<ModelStatus, EncodedMessage> {

  private static final long serialVersionUID = 1;

  private transient ModelStatusEncoder encoder;

  @Override
  public void open(OpenContext context) {
    encoder = new ModelStatusEncoder();
  }

  @Override
  public EncodedMessage map(ModelStatus status) {
    byte[] key =
        status.commandId() == null ? null : status.commandId().getBytes(StandardCharsets.UTF_8);
    return new EncodedMessage(key, encoder.encode(status), List.of(), status.atMs());
  }
}
