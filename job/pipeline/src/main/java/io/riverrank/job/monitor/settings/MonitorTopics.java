package io.riverrank.job.monitor.settings;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicNames;
import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.KafkaSettingsFactory;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The topics of a monitor, and its own names at Kafka. */
final class MonitorTopics {

  private final OptionReader reader;
  private final KafkaSettingsFactory factory;

  MonitorTopics(Configuration configuration) {
    reader = new OptionReader(configuration);
    factory = new KafkaSettingsFactory(configuration);
  }

  /**
   * Null without topics.
   *
   * @param alerts of alerts and what else rules write
   */
  @Nullable
  KafkaSettings settings(
      ResultsInput results,
      EvidenceInput judgements,
      EvidenceInput interactions,
      MonitorOutput output,
      List<String> alerts) {
    List<String> moreInputs = new ArrayList<>();
    addIf(judgements.topic() != null, MonitorOptions.JUDGEMENTS_TOPIC, moreInputs);
    addIf(interactions.topic() != null, MonitorOptions.INTERACTIONS_TOPIC, moreInputs);
    TopicNames topics =
        new TopicNames(
            results.isTopic() ? factory.topic(KafkaOptions.TOPIC_RESULTS) : null,
            output.isTopic() ? factory.topic(MonitorOptions.TOPIC_METRICS) : null,
            output.isTopic() ? factory.topic(MonitorOptions.TOPIC_DEAD_LETTERS) : null,
            moreInputs,
            alerts);
    List<String> all = new ArrayList<>(topics.inputs());
    all.addAll(topics.outputs());
    if (all.isEmpty()) {
      return null;
    }
    Set<String> seen = new HashSet<>();
    for (String topic : all) {
      if (!seen.add(topic)) {
        throw new SettingsException(
            "the topic %s has two uses in this monitor; give each its own".formatted(topic));
      }
    }
    return factory
        .create(topics)
        .with(
            topics,
            reader.text(MonitorOptions.TRANSACTIONAL_ID_PREFIX),
            reader.text(MonitorOptions.GROUP_ID));
  }

  private void addIf(boolean there, ConfigOption<String> option, List<String> topics) {
    if (there) {
      topics.add(factory.topic(option));
    }
  }
}
