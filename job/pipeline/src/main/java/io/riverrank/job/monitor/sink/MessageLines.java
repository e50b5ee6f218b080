package io.riverrank.job.monitor.sink;

import io.riverrank.schemas.EncodedMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;

/** A message's value, one a line; our own JSON has no line breaks. */
final class MessageLines implements Encoder<EncodedMessage> {

  private static final long serialVersionUID = 1;

  @Override
  public void encode(EncodedMessage message, OutputStream out) throws IOException {
    out.write(message.value());
    out.write('\n');
  }
}
