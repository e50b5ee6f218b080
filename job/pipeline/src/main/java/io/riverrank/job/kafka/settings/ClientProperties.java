package io.riverrank.job.kafka.settings;

import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of each Kafka client: what the user passes through, beneath what options and
 * promises fix. Source and sink may be on different clusters.
 */
public final class ClientProperties {

  /** Kafka's own default. */
  private static final long LEAST_BUFFER_BYTES = 32 << 20;

  private ClientProperties() {}

  /** Of the consumer of requests. */
  public static Properties source(KafkaSettings settings) {
    Properties properties = common(settings);
    // Requests that their producer took back are none.
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(settings.sourceProperties());
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    return properties;
  }

  /** Of the producers of results and dead letters; without serializers and transactional id. */
  public static Properties sink(KafkaSettings settings) {
    Properties properties = common(settings);
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // The model took longer for a ranking than a request of its own takes.
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.setProperty(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Long.toString(Math.max(LEAST_BUFFER_BYTES, 2L * settings.maxMessageBytes())));
    properties.putAll(settings.sinkProperties());
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(settings.maxMessageBytes()));
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(settings.transactionTimeout().toMillis()));
    return properties;
  }

  /** Of an admin client on the cluster of the requests topic. */
  public static Properties sourceAdmin(KafkaSettings settings) {
    return only(AdminClientConfig.configNames(), source(settings));
  }

  /** Of an admin client on the cluster of the results and dead letters topics. */
  public static Properties sinkAdmin(KafkaSettings settings) {
    return only(AdminClientConfig.configNames(), sink(settings));
  }

  /** Of the consumer of dead letters in a replay. */
  public static Properties deadLetterReader(KafkaSettings settings) {
    Properties properties = only(ConsumerConfig.configNames(), sink(settings));
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return properties;
  }

  /** Of the producer of requests in a replay. */
  public static Properties requestWriter(KafkaSettings settings) {
    Properties properties = only(ProducerConfig.configNames(), source(settings));
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(settings.maxMessageBytes()));
    return properties;
  }

  /** Without what only other kinds of client know; what no client knows may be a plug-in's. */
  private static Properties only(Set<String> known, Properties client) {
    Properties properties = new Properties();
    client.forEach(
        (key, value) -> {
          boolean others =
              ConsumerConfig.configNames().contains(key)
                  || ProducerConfig.configNames().contains(key);
          if (!others || known.contains(key)) {
            properties.put(key, value);
          }
        });
    return properties;
  }

  private static Properties common(KafkaSettings settings) {
    Properties properties = new Properties();
    properties.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.putAll(settings.properties());
    return properties;
  }
}
