package io.riverrank.job.rollout;

import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.sink.MessageSerializationSchema;
import io.riverrank.schemas.EncodedMessage;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Writes commands that jobs make to the control topic: at once, and again after a restart. That is
 * enough, since a command's id is applied once.
 */
final class CommandSink {

  private CommandSink() {}

  /** On the cluster that the requests are read from. */
  static Sink<EncodedMessage> besideRequests(KafkaSettings kafka, String topic) {
    return create(ClientProperties.requestWriter(kafka), kafka, topic);
  }

  private static Sink<EncodedMessage> create(
      Properties producer, KafkaSettings kafka, String topic) {
    return KafkaSink.<EncodedMessage>builder()
        .setKafkaProducerConfig(producer)
        .setRecordSerializer(new MessageSerializationSchema(topic, kafka.maxAheadMs()))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }
}
