package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.operators.options.Secrets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Bounded questions to one Kafka cluster; what goes wrong is told in a sentence. */
public final class Cluster implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Admin admin;
  private final String servers;
  private final Duration timeout;

  private Cluster(Admin admin, String servers, Duration timeout) {
    this.admin = admin;
    this.servers = servers;
    this.timeout = timeout;
  }

  /**
   * @param adminProperties of the cluster
   * @throws TopicCheckException if no broker answers in time, or not to us
   */
  public static Cluster connect(Properties adminProperties, KafkaSettings settings) {
    Properties properties = bounded(adminProperties, settings.checkTimeout());
    String servers = properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    Admin admin;
    try {
      References.requireResolved(properties);
      admin = Admin.create(properties);
    } catch (KafkaException e) {
      // The cause quotes what it can't read.
      String told = String.valueOf(rootMessage(e));
      String scrubbed = Secrets.scrub(told, properties);
      throw new TopicCheckException(
          "no Kafka client can be made for %s: %s; check kafka.bootstrap-servers and kafka.properties.*"
              .formatted(servers, scrubbed),
          scrubbed.equals(told) ? e : null);
    }
    Cluster cluster = new Cluster(admin, servers, settings.checkTimeout());
    try {
      cluster.get(admin.describeCluster().nodes());
      return cluster;
    } catch (ExecutionException | RuntimeException e) {
      cluster.close();
      throw e instanceof TopicCheckException known ? known : cluster.failed("a greeting", e);
    }
  }

  /**
   * @param timeout of each question, whatever the properties say
   */
  static Properties bounded(Properties adminProperties, Duration timeout) {
    Properties properties = new Properties();
    properties.putAll(adminProperties);
    String timeoutMs = Long.toString(timeout.toMillis());
    properties.setProperty(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
    properties.setProperty(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
    return properties;
  }

  /**
   * @throws TopicCheckException if there is no such topic, which is not created
   */
  public void requireTopic(String topic) {
    if (existing(List.of(topic)).isEmpty()) {
      throw new TopicCheckException(
          "Kafka has no topic %s at %s; check the name and kafka.bootstrap-servers"
              .formatted(topic, servers));
    }
  }

  /** Which of the topics there are. */
  Set<String> existing(Collection<String> topics) {
    Set<String> existing = new HashSet<>();
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(topics).topicNameValues();
    described.forEach(
        (topic, description) -> {
          try {
            get(description);
            existing.add(topic);
          } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
              throw failed("topic " + topic, e);
            }
          }
        });
    return existing;
  }

  /** An id that no other cluster has. */
  String id() {
    try {
      return get(admin.describeCluster().clusterId());
    } catch (ExecutionException e) {
      throw failed("its id", e);
    }
  }

  /** The partitions of a topic that is there. */
  SortedSet<Integer> partitions(String topic) {
    try {
      SortedSet<Integer> partitions = new TreeSet<>();
      get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
          .partitions()
          .forEach(partition -> partitions.add(partition.partition()));
      return partitions;
    } catch (ExecutionException e) {
      throw failed("topic " + topic, e);
    }
  }

  /** Offsets as a consumer of committed records sees them; -1 where there is none. */
  Map<TopicPartition, Long> committedOffsets(Map<TopicPartition, OffsetSpec> wanted) {
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
          .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw failed("the offsets of its partitions", e);
    }
  }

  /** Creates a topic; one that somebody else created meanwhile is fine. */
  void create(NewTopic topic) {
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failed("the creation of topic " + topic.name(), e);
      }
    }
  }

  /** A topic's settings, or nothing where we may not see them. */
  Optional<Config> topicConfig(String topic) {
    return config(new ConfigResource(ConfigResource.Type.TOPIC, topic));
  }

  /** A broker's settings, or nothing where we may not see them. */
  Optional<Config> brokerConfig() {
    try {
      int broker = get(admin.describeCluster().nodes()).iterator().next().id();
      return config(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)));
    } catch (ExecutionException e) {
      throw failed("a list of brokers", e);
    }
  }

  private Optional<Config> config(ConfigResource resource) {
    try {
      return Optional.of(get(admin.describeConfigs(List.of(resource)).values().get(resource)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw failed("the settings of " + resource.name(), e);
    }
  }

  private <T> T get(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicCheckException("interrupted while waiting for " + servers, e);
    }
  }

  private TopicCheckException failed(String question, Exception failure) {
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      return new TopicCheckException(
          ("no Kafka broker answered at %s within %d s; check kafka.bootstrap-servers, the network,"
                  + " and whether the listener wants TLS or SASL (kafka.properties.security.protocol)")
              .formatted(servers, Math.max(1, timeout.toSeconds())),
          cause);
    }
    if (cause instanceof SslAuthenticationException) {
      return new TopicCheckException(
          ("no TLS connection to Kafka at %s can be trusted: %s; check kafka.bootstrap-servers, which"
                  + " must be names of the brokers' certificates, and the CA in"
                  + " kafka.properties.ssl.truststore.*")
              .formatted(servers, rootMessage(cause)),
          cause);
    }
    if (cause instanceof AuthenticationException) {
      return new TopicCheckException(
          "Kafka at %s refused the login: %s; check kafka.properties.*"
              .formatted(servers, cause.getMessage()),
          cause);
    }
    if (cause instanceof AuthorizationException) {
      return new TopicCheckException(
          "Kafka at %s doesn't allow %s: %s; give the job's user that right"
              .formatted(servers, question, cause.getMessage()),
          cause);
    }
    if (cause instanceof InvalidTopicException) {
      return new TopicCheckException(
          "Kafka at %s takes no such name: %s; choose another"
              .formatted(servers, cause.getMessage()),
          cause);
    }
    return new TopicCheckException(
        "Kafka at %s failed on %s: %s".formatted(servers, question, rootMessage(cause)), cause);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }
}
