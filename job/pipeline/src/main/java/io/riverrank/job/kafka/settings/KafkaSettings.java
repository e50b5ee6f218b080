package io.riverrank.job.kafka.settings;

import io.riverrank.operators.options.Secrets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * All that is said about Kafka, checked.
 *
 * @param startingTimestampMs epoch milliseconds, with {@link StartingOffsets#TIMESTAMP} only
 * @param bounded stop at the end that the requests topic has at start
 * @param maxAheadMs how far a record's timestamp may be ahead of the clock, milliseconds
 * @param acceptedLosses transactional ids whose records may be lost
 * @param maxMessageBytes of the largest record that is written
 * @param checkTimeout how long the checks at start wait
 * @param properties of every client
 * @param sourceProperties of the consumer; they win
 * @param sinkProperties of the producers; they win
 */
public record KafkaSettings(
    String bootstrapServers,
    String groupId,
    TopicNames topics,
    StartingOffsets startingOffsets,
    @Nullable Long startingTimestampMs,
    boolean bounded,
    long maxAheadMs,
    Delivery delivery,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    Set<String> acceptedLosses,
    int maxMessageBytes,
    Duration checkTimeout,
    TopicCreation topicCreation,
    Map<String, String> properties,
    Map<String, String> sourceProperties,
    Map<String, String> sinkProperties) {

  /** The same for other topics, with other transactions. */
  public KafkaSettings with(TopicNames others, String otherPrefix) {
    return with(others, otherPrefix, groupId);
  }

  /** The same for another job. */
  public KafkaSettings with(TopicNames others, String otherPrefix, String otherGroupId) {
    return new KafkaSettings(
        bootstrapServers,
        otherGroupId,
        others,
        startingOffsets,
        startingTimestampMs,
        bounded,
        maxAheadMs,
        delivery,
        otherPrefix,
        transactionTimeout,
        acceptedLosses,
        maxMessageBytes,
        checkTimeout,
        topicCreation,
        properties,
        sourceProperties,
        sinkProperties);
  }

  /** Without the values of secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[%s, %s, %s, properties=%s, sourceProperties=%s, sinkProperties=%s]"
        .formatted(
            bootstrapServers,
            topics,
            delivery,
            Secrets.show(properties),
            Secrets.show(sourceProperties),
            Secrets.show(sinkProperties));
  }
}
