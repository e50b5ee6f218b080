package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.KafkaSettings;
import io.riverrank.job.kafka.settings.TopicCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Are the job's topics there? */
final class Topics {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final KafkaSettings settings;

  public Topics(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws TopicCheckException that names every missing topic, where none may be created
   */
  public void check(Cluster source, Cluster sink) {
    List<String> missingRequests = missing(source, settings.topics().inputs());
    List<String> missingOutputs = missing(sink, settings.topics().outputs());
    if (settings.topicCreation().enabled()) {
      missingRequests.forEach(topic -> source.create(newTopic(topic, Map.of())));
      missingOutputs.forEach(topic -> sink.create(newTopic(topic, outputConfig())));
      await(source, missingRequests);
      await(sink, missingOutputs);
      return;
    }
    List<String> missing = new ArrayList<>(missingRequests);
    missing.addAll(missingOutputs);
    if (!missing.isEmpty()) {
      throw new TopicCheckException(
          "Kafka has no topic %s; create %s, or set kafka.create-topics=true"
              .formatted(String.join(", ", missing), missing.size() == 1 ? "it" : "them"));
    }
  }

  private static List<String> missing(Cluster cluster, List<String> topics) {
    Set<String> existing = cluster.existing(topics);
    return topics.stream().filter(topic -> !existing.contains(topic)).toList();
  }

  private NewTopic newTopic(String name, Map<String, String> config) {
    TopicCreation creation = settings.topicCreation();
    return new NewTopic(
            name,
            Optional.ofNullable(creation.partitions()),
            Optional.ofNullable(creation.replicationFactor()))
        .configs(config);
  }

  /** What {@link SinkTopics} will ask for. */
  private Map<String, String> outputConfig() {
    return Map.of(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxMessageBytes()),
        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(settings.maxAheadMs()));
  }

  /** A created topic is known to the other brokers a moment later. */
  private void await(Cluster cluster, List<String> topics) {
    long deadlineNanos = System.nanoTime() + settings.checkTimeout().toNanos();
    while (!missing(cluster, topics).isEmpty()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new TopicCheckException(
            "topics %s were created but can't be seen; try again"
                .formatted(String.join(", ", topics)));
      }
      try {
        Thread.sleep(LOOK_AGAIN.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TopicCheckException("interrupted while topics were created", e);
      }
    }
  }
}
