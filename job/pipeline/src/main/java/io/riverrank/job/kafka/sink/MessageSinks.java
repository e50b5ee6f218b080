package io.riverrank.job.kafka.sink;

import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.schemas.EncodedMessage;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** The sinks of a job's topics. Their transactional ids must never meet. */
public final class MessageSinks {

  private MessageSinks() {}

  public static Sink<EncodedMessage> results(KafkaSettings settings) {
    return create(settings, settings.topics().results(), "-results");
  }

  public static Sink<EncodedMessage> deadLetters(KafkaSettings settings) {
    return create(settings, settings.topics().deadLetters(), "-dead-letters");
  }

  /** Of another topic, whose records are seen at once and again after a restart. */
  public static Sink<EncodedMessage> atLeastOnce(KafkaSettings settings, String topic) {
    return KafkaSink.<EncodedMessage>builder()
        .setKafkaProducerConfig(ClientProperties.sink(settings))
        .setRecordSerializer(new MessageSerializationSchema(topic, settings.maxAheadMs()))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /**
   * Of another topic.
   *
   * @param suffix of the transactional ids, which no other sink of the job has
   */
  public static Sink<EncodedMessage> create(KafkaSettings settings, String topic, String suffix) {
    KafkaSink<EncodedMessage> sink =
        KafkaSink.<EncodedMessage>builder()
            .setKafkaProducerConfig(ClientProperties.sink(settings))
            .setRecordSerializer(new MessageSerializationSchema(topic, settings.maxAheadMs()))
            .setDeliveryGuarantee(settings.delivery().toFlink())
            .setTransactionalIdPrefix(settings.transactionalIdPrefix() + suffix)
            // StrictKafkaSink's proof needs an id for each checkpoint; pooled ids are used again.
            .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
            .build();
    return new StrictKafkaSink<>(
        sink, ClientProperties.sinkAdmin(settings), settings.acceptedLosses());
  }
}
