package io.riverrank.job.kafka.source;

import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.SourceRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One message in, one event out; whatever is wrong with the bytes is a dead letter, not an error.
 */
public final class RecordDeserializationSchema<T> implements KafkaRecordDeserializationSchema<T> {

  private static final long serialVersionUID = 1;

  private final Decoders<T> decoders;
  private final TypeInformation<T> type;
  private transient Function<SourceRecord, T> decoder;

  /** Makes a decoder for each reader; a decoder throws at no message. */
  @FunctionalInterface
  public interface Decoders<T> extends Serializable {
    Function<SourceRecord, T> create();
  }

  /**
   * @param type of the events
   */
  public RecordDeserializationSchema(Decoders<T> decoders, TypeInformation<T> type) {
    this.decoders = decoders;
    this.type = type;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = decoders.create();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<T> out) {
    out.collect(decoder.apply(sourceRecord(message)));
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
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
