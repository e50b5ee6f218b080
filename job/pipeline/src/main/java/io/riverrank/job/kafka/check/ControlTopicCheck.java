package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Does the control topic keep every command, in one order, each with its time? Otherwise a job that
 * begins anew would come to other models than the one before it.
 */
public final class ControlTopicCheck {

  private static final String FOREVER = "-1";
  private static final String BROKERS_CLOCK = "LogAppendTime";

  /** What the topic must say, and why. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_DELETE,
              "compaction would change the order of commands"),
          new Rule(
              TopicConfig.RETENTION_MS_CONFIG, FOREVER, "commands would be forgotten one by one"),
          new Rule(
              TopicConfig.RETENTION_BYTES_CONFIG,
              FOREVER,
              "commands would be forgotten one by one"),
          new Rule(
              TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
              BROKERS_CLOCK,
              "the clock of whoever commands would decide how long a former champion is kept"));

  private record Rule(String setting, String value, String reason) {}

  private ControlTopicCheck() {}

  /**
   * Checks the topic; creates it where it is missing and the settings say so.
   *
   * @throws TopicCheckException if commands could be lost or come in another order
   */
  public static void run(KafkaSettings settings, String topic) {
    run(settings, ClientProperties.sourceAdmin(settings), topic);
  }

  /** The same, on the cluster that the settings write to. */
  public static void runBesideOutputs(KafkaSettings settings, String topic) {
    run(settings, ClientProperties.sinkAdmin(settings), topic);
  }

  private static void run(KafkaSettings settings, Properties adminProperties, String topic) {
    try (Cluster cluster = Cluster.connect(adminProperties, settings)) {
      if (cluster.existing(List.of(topic)).isEmpty()) {
        // Where it may not be created, the check of all topics says that it is missing.
        if (settings.topicCreation().enabled()) {
          cluster.create(newTopic(settings, topic));
        }
        return;
      }
      int partitions = cluster.partitions(topic).size();
      if (partitions != 1) {
        throw new TopicCheckException(
            "the control topic %s has %d partitions, so that commands have no order; create one with a single partition and name it in kafka.topics.control"
                .formatted(topic, partitions));
      }
      cluster.topicConfig(topic).ifPresent(config -> check(topic, config));
    }
  }

  private static void check(String topic, Config config) {
    for (Rule rule : RULES) {
      ConfigEntry entry = config.get(rule.setting());
      if (entry != null && !rule.value().equals(entry.value())) {
        throw new TopicCheckException(
            "the control topic %s has %s=%s: %s; set it to %s"
                .formatted(topic, rule.setting(), entry.value(), rule.reason(), rule.value()));
      }
    }
  }

  private static NewTopic newTopic(KafkaSettings settings, String topic) {
    return new NewTopic(
            topic,
            Optional.of(1),
            Optional.ofNullable(settings.topicCreation().replicationFactor()))
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                FOREVER,
                TopicConfig.RETENTION_BYTES_CONFIG,
                FOREVER,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                BROKERS_CLOCK));
  }
}
