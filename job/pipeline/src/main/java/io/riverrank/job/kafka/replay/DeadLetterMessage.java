package io.riverrank.job.kafka.replay;

import io.riverrank.schemas.DeadLetterHeaders;
import io.riverrank.schemas.MessageHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A message of the dead letters topic, seen as what it once was. */
record DeadLetterMessage(ConsumerRecord<byte[], byte[]> message) {

  /** The dead letter's code; null if this isn't one. */
  @Nullable
  String code() {
    return header(DeadLetterHeaders.ERROR_CODE);
  }

  /** The topic that it was read from; null if this doesn't say. */
  @Nullable
  String sourceTopic() {
    return header(DeadLetterHeaders.SOURCE_TOPIC);
  }

  @Nullable
  private String header(String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The headers of the original. */
  List<MessageHeader> originalHeaders() {
    List<MessageHeader> headers = new ArrayList<>();
    for (Header header : message.headers()) {
      headers.add(new MessageHeader(header.key(), header.value()));
    }
    return DeadLetterHeaders.original(headers);
  }
}
