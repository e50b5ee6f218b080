package io.riverrank.job.kafka.sink;

import io.riverrank.schemas.EncodedMessage;
import io.riverrank.schemas.MessageHeader;
import io.riverrank.schemas.SourceRecord;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes messages to one topic; the key decides the partition.
 *
 * <p>Brokers refuse records whose timestamp is too far ahead of their clock ({@code
 * message.timestamp.after.max.ms}, an hour by default), and a refused record would fail the job
 * again after every restart. So a timestamp further ahead than {@code maxAheadMs}, less a minute
 * for clocks that disagree, is written as that limit.
 */
public final class MessageSerializationSchema
    implements KafkaRecordSerializationSchema<EncodedMessage> {

  private static final long serialVersionUID = 1;

  private static final long CLOCK_SKEW_MS = 60_000;

  private final String topic;
  private final long maxAheadMs;

  /**
   * @param maxAheadMs how far ahead of the clock the topic takes timestamps, milliseconds
   */
  public MessageSerializationSchema(String topic, long maxAheadMs) {
    this.topic = topic;
    this.maxAheadMs = maxAheadMs;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      EncodedMessage message, KafkaSinkContext context, @Nullable Long flinkTimestampMs) {
    return new ProducerRecord<>(
        topic,
        null,
        recordTimestampMs(message.timestampMs(), System.currentTimeMillis()),
        message.key(),
        message.value(),
        headers(message));
  }

  /** Null leaves it to the producer's clock. */
  @Nullable
  Long recordTimestampMs(long timestampMs, long nowMs) {
    if (timestampMs == SourceRecord.NO_TIMESTAMP) {
      return null;
    }
    long latestMs = nowMs + Math.max(0, maxAheadMs - CLOCK_SKEW_MS);
    return Math.max(0, Math.min(timestampMs, latestMs));
  }

  private static List<Header> headers(EncodedMessage message) {
    return message.headers().stream().map(MessageSerializationSchema::header).toList();
  }

  private static Header header(MessageHeader header) {
    return new RecordHeader(header.name(), header.value());
  }
}
