package io.riverrank.job.kafka.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties of each Kafka client, each kind winning over the ones before it: our defaults, the
 * user's for every client, the user's for the source or the sink, and what options and promises
 * fix. The last are refused where a user sets them, so nothing that is set is lost. Source and sink
 * may be on different clusters.
 */
public final class ClientProperties {

  /** Kafka's own default. */
  private static final long LEAST_BUFFER_BYTES = 32 << 20;

  /** Requests that their producer took back are none, nor are dead letters of ours. */
  private static final Map<String, String> READ_COMMITTED =
      Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");

  private ClientProperties() {}

  /** Of the consumer of requests. */
  public static Properties source(KafkaSettings settings) {
    Properties properties = source(settings, READ_COMMITTED);
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    String clientId = properties.getProperty(CommonClientConfigs.CLIENT_ID_CONFIG);
    if (clientId != null) {
      // The connector makes each reader's client.id of its own prefix only.
      properties.putIfAbsent(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), clientId);
    }
    return properties;
  }

  /** Of the producers of results and dead letters; without serializers and transactional id. */
  public static Properties sink(KafkaSettings settings) {
    Properties properties =
        sink(
            settings,
            Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                // The model took longer for a ranking than a request of its own takes.
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString(Math.max(LEAST_BUFFER_BYTES, 2L * settings.maxMessageBytes()))));
    properties.putAll(promised(settings));
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(settings.transactionTimeout().toMillis()));
    return properties;
  }

  /** Of an admin client on the cluster of the requests topic. */
  public static Properties sourceAdmin(KafkaSettings settings) {
    return only(AdminClientConfig.configNames(), source(settings, Map.of()));
  }

  /** Of an admin client on the cluster of the results and dead letters topics. */
  public static Properties sinkAdmin(KafkaSettings settings) {
    return only(AdminClientConfig.configNames(), sink(settings, Map.of()));
  }

  /** Of the consumer of dead letters in a replay. */
  public static Properties deadLetterReader(KafkaSettings settings) {
    Map<String, String> defaults = new HashMap<>(READ_COMMITTED);
    defaults.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    Properties properties = only(ConsumerConfig.configNames(), sink(settings, defaults));
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return properties;
  }

  /** Of the producer of requests in a replay. */
  public static Properties requestWriter(KafkaSettings settings) {
    Properties properties = only(ProducerConfig.configNames(), source(settings, Map.of()));
    properties.putAll(promised(settings));
    return properties;
  }

  /** Of every producer. */
  private static Map<String, String> promised(KafkaSettings settings) {
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        "true",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.toString(settings.maxMessageBytes()));
  }

  private static Properties source(KafkaSettings settings, Map<String, String> defaults) {
    return said(settings, defaults, settings.sourceProperties());
  }

  private static Properties sink(KafkaSettings settings, Map<String, String> defaults) {
    return said(settings, defaults, settings.sinkProperties());
  }

  private static Properties said(
      KafkaSettings settings, Map<String, String> defaults, Map<String, String> own) {
    Properties properties = new Properties();
    properties.putAll(defaults);
    properties.setProperty(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.putAll(settings.properties());
    properties.putAll(own);
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
}
