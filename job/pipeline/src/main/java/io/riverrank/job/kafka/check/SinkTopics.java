package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/** Would the results and dead letters topics take every record that the job writes? */
final class SinkTopics {

  private static final String CREATE_TIME = "CreateTime";

  private final KafkaSettings settings;

  public SinkTopics(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * @return warnings
   * @throws TopicCheckException for a record that a topic would refuse, which fails the job again
   *     and again
   */
  public List<String> check(Cluster sink) {
    List<String> warnings = new ArrayList<>();
    for (String topic : settings.topics().outputs()) {
      Optional<Config> config = sink.topicConfig(topic);
      if (config.isEmpty()) {
        warnings.add(
            ("the settings of topic %s may not be seen: make sure that its max.message.bytes is at"
                    + " least kafka.max-message-bytes (%d)")
                .formatted(topic, settings.maxMessageBytes()));
        continue;
      }
      checkMessageBytes(topic, config.get());
      checkTimestamps(topic, config.get(), warnings);
    }
    return warnings;
  }

  private void checkMessageBytes(String topic, Config config) {
    Long limit = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (limit != null && limit < settings.maxMessageBytes()) {
      throw new TopicCheckException(
          ("topic %s takes messages of %d bytes (max.message.bytes), but kafka.max-message-bytes is"
                  + " %d; raise the former or lower the latter")
              .formatted(topic, limit, settings.maxMessageBytes()));
    }
  }

  private void checkTimestamps(String topic, Config config, List<String> warnings) {
    ConfigEntry type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    if (type != null && !CREATE_TIME.equals(type.value())) {
      return;
    }
    Long afterMs = number(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
    if (afterMs != null && afterMs < settings.maxAheadMs()) {
      throw new TopicCheckException(
          ("topic %s refuses timestamps %d ms ahead (message.timestamp.after.max.ms), but"
                  + " rerank.event-time.max-ahead is %d ms; raise the former or lower the latter")
              .formatted(topic, afterMs, settings.maxAheadMs()));
    }
    Long beforeMs = number(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
    if (beforeMs != null && beforeMs != Long.MAX_VALUE) {
      warnings.add(
          ("topic %s refuses timestamps older than %d ms (message.timestamp.before.max.ms): a request"
                  + " with an older event time would fail the job")
              .formatted(topic, beforeMs));
    }
  }

  private static Long number(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? null : Long.valueOf(entry.value());
  }
}
