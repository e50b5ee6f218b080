package io.riverrank.job.options;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.StartingOffsets;
import io.riverrank.job.kafka.settings.TopicCreation;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The {@code kafka.*} part of {@link SettingsFactory}. */
public final class KafkaSettingsFactory {

  /** Below it not even a dead letter's headers fit. */
  private static final long LEAST_MESSAGE_BYTES = 16 << 10;

  private static final int TOPIC_NAME_LIMIT = 249;

  private final Configuration configuration;
  private final OptionReader reader;

  public KafkaSettingsFactory(Configuration configuration) {
    this.configuration = configuration;
    this.reader = new OptionReader(configuration);
  }

  KafkaSettings create() {
    return create(topics());
  }

  /**
   * @param topics instead of those of {@code run}
   */
  public KafkaSettings create(TopicNames topics) {
    ReservedProperties.check(configuration);
    StartingOffsets startingOffsets = reader.get(KafkaOptions.STARTING_OFFSETS);
    List<String> acceptedLosses =
        reader.find(KafkaOptions.ACCEPT_LOST_TRANSACTIONS).orElse(List.of());
    return new KafkaSettings(
        reader.text(KafkaOptions.BOOTSTRAP_SERVERS),
        reader.text(KafkaOptions.GROUP_ID),
        topics,
        startingOffsets,
        startingTimestampMs(startingOffsets),
        reader.get(KafkaOptions.BOUNDED),
        reader.millis(EventTimeOptions.MAX_AHEAD),
        reader.get(KafkaOptions.DELIVERY_GUARANTEE),
        reader.text(KafkaOptions.TRANSACTIONAL_ID_PREFIX),
        intMillis(KafkaOptions.TRANSACTION_TIMEOUT),
        Set.copyOf(acceptedLosses.stream().map(String::strip).toList()),
        (int) reader.bytes(LEAST_MESSAGE_BYTES, Integer.MAX_VALUE, KafkaOptions.MAX_MESSAGE_BYTES),
        intMillis(KafkaOptions.CHECK_TIMEOUT),
        new TopicCreation(
            reader.get(KafkaOptions.CREATE_TOPICS),
            reader.atLeastOrUnset(1, KafkaOptions.CREATE_TOPICS_PARTITIONS),
            replicationFactor()),
        properties(PassThrough.ALL_CLIENTS),
        properties(PassThrough.SOURCE),
        properties(PassThrough.SINK));
  }

  private Map<String, String> properties(PassThrough passThrough) {
    return ConfigProviders.complete(
        passThrough.prefix(),
        passThrough.read(configuration),
        PassThrough.ALL_CLIENTS.read(configuration));
  }

  private TopicNames topics() {
    boolean controlled = reader.find(RolloutOptions.TOPIC_CONTROL).isPresent();
    List<ConfigOption<String>> options =
        new ArrayList<>(
            List.of(
                KafkaOptions.TOPIC_REQUESTS,
                KafkaOptions.TOPIC_RESULTS,
                KafkaOptions.TOPIC_DEAD_LETTERS));
    if (controlled) {
      options.add(RolloutOptions.TOPIC_CONTROL);
      options.add(RolloutOptions.TOPIC_MODEL_STATUS);
      options.add(RolloutOptions.TOPIC_SHADOW);
    }
    Map<String, String> keyByTopic = new HashMap<>();
    for (ConfigOption<String> option : options) {
      String topic = topic(option);
      String other = keyByTopic.putIfAbsent(topic, option.key());
      if (other != null) {
        throw new SettingsException(
            "%s and %s are both '%s'; give each its own topic"
                .formatted(other, option.key(), topic));
      }
    }
    return new TopicNames(
        topic(KafkaOptions.TOPIC_REQUESTS),
        topic(KafkaOptions.TOPIC_RESULTS),
        topic(KafkaOptions.TOPIC_DEAD_LETTERS),
        controlled ? List.of(topic(RolloutOptions.TOPIC_CONTROL)) : List.of(),
        controlled
            ? List.of(topic(RolloutOptions.TOPIC_MODEL_STATUS), topic(RolloutOptions.TOPIC_SHADOW))
            : List.of());
  }

  /** A topic's name; null where it is not set. */
  @Nullable
  public String topicOrUnset(ConfigOption<String> option) {
    return reader.find(option).isPresent() ? topic(option) : null;
  }

  /** A topic's name, or its default. */
  public String topic(ConfigOption<String> option) {
    String topic = reader.text(option);
    if (!topic.matches("[a-zA-Z0-9._-]{1," + TOPIC_NAME_LIMIT + "}") || topic.matches("\\.\\.?")) {
      throw new SettingsException(
          "%s is '%s'; a topic's name has 1 to %d letters, digits, dots, '-' and '_'"
              .formatted(option.key(), topic, TOPIC_NAME_LIMIT));
    }
    return topic;
  }

  @Nullable
  private Long startingTimestampMs(StartingOffsets startingOffsets) {
    String written = reader.textOrUnset(KafkaOptions.STARTING_TIMESTAMP);
    String offsetsKey = KafkaOptions.STARTING_OFFSETS.key();
    String timestampKey = KafkaOptions.STARTING_TIMESTAMP.key();
    if (startingOffsets != StartingOffsets.TIMESTAMP) {
      if (written != null) {
        throw new SettingsException(
            "%s is set, but %s is %s; set it to timestamp"
                .formatted(timestampKey, offsetsKey, startingOffsets));
      }
      return null;
    }
    if (written == null) {
      throw new SettingsException(
          "%s is timestamp, but %s is not set; give it 2026-03-01T12:00:00Z or epoch milliseconds"
              .formatted(offsetsKey, timestampKey));
    }
    return Timestamps.parse(timestampKey, written);
  }

  /** Kafka's clients take milliseconds as an int. */
  private Duration intMillis(ConfigOption<Duration> option) {
    long millis = reader.positiveMillis(option);
    if (millis > Integer.MAX_VALUE) {
      throw new SettingsException(
          "%s is longer than Kafka's limit of %d ms".formatted(option.key(), Integer.MAX_VALUE));
    }
    return Duration.ofMillis(millis);
  }

  @Nullable
  private Short replicationFactor() {
    ConfigOption<Integer> option = KafkaOptions.CREATE_TOPICS_REPLICATION_FACTOR;
    Integer value = reader.atLeastOrUnset(1, option);
    if (value != null && value > Short.MAX_VALUE) {
      throw new SettingsException(
          "%s is %d; no cluster is so large".formatted(option.key(), value));
    }
    return value == null ? null : value.shortValue();
  }
}
