package io.riverrank.job.kafka.source;

import io.riverrank.operators.types.RiverrankTypes;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.RequestDecoder;
import io.riverrank.schemas.RequestLimits;
import io.riverrank.schemas.SourceEvent;
import io.riverrank.schemas.SourceRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One message in, one event out; whatever is wrong with the bytes is a dead letter, not an error.
 */
final class RequestDeserializationSchema implements KafkaRecordDeserializationSchema<SourceEvent> {

  private static final long serialVersionUID = 1;

  private final RequestLimits limits;
  private final Clock clock;
  private transient RequestDecoder decoder;

  /**
   * @param clock what messages' times may not be far ahead of; a serializable one, such as those of
   *     {@link Clock#systemUTC} and {@link Clock#fixed}
   */
  public RequestDeserializationSchema(RequestLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = new RequestDecoder(limits, clock);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<SourceEvent> out) {
    out.collect(decoder.decode(sourceRecord(message)));
  }

  @Override
  public TypeInformation<SourceEvent> getProducedType() {
    return RiverrankTypes.SOURCE_EVENT;
  }

  private static SourceRecord sourceRecord(ConsumerRecord<byte[], byte[]> message) {
    List<MessageHeader> headers = new ArrayList<>();
    for (Header header : message.headers()) {
      headers.add(new MessageHeader(header.key(), header.value()));
    }
    return new SourceRecord(
        message.topic(),
        message.partition(),
        message.offset(),
        message.timestamp(),
        message.key(),
        message.value(),
        headers);
  }
}
