package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.job.kafka.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/** Do transactions live from one checkpoint to the commit after the next? */
final class TransactionTimeouts {

  private static final String BROKER_MAXIMUM = "transaction.max.timeout.ms";

  private final KafkaSettings settings;
  private final Checkpoints checkpoints;

  public TransactionTimeouts(KafkaSettings settings, Checkpoints checkpoints) {
    this.settings = settings;
    this.checkpoints = checkpoints;
  }

  /**
   * @return warnings
   * @throws TopicCheckException if no transaction would ever be committed
   */
  public List<String> checkAgainstCheckpoints() {
    if (settings.delivery() != Delivery.EXACTLY_ONCE) {
      return List.of();
    }
    if (!checkpoints.enabled()) {
      throw new TopicCheckException(Checkpoints.MISSING);
    }
    Duration timeout = settings.transactionTimeout();
    if (timeout.compareTo(checkpoints.interval()) <= 0) {
      throw new TopicCheckException(
          ("kafka.transaction-timeout (%s) is not longer than the checkpoint interval (%s), so Kafka"
                  + " would abort every transaction before its checkpoint; raise the former or lower"
                  + " the latter")
              .formatted(words(timeout), words(checkpoints.interval())));
    }
    Duration longest = checkpoints.interval().plus(checkpoints.timeout());
    if (timeout.compareTo(longest) < 0) {
      return List.of(
          ("kafka.transaction-timeout (%s) is shorter than the checkpoint interval and a slow"
                  + " checkpoint together (%s): an outage or checkpoint of that length loses a"
                  + " transaction, which stops the job; raise it")
              .formatted(words(timeout), words(longest)));
    }
    return List.of();
  }

  /**
   * @return warnings
   * @throws TopicCheckException if the brokers would refuse every transaction
   */
  public List<String> checkAgainstBrokers(Cluster sink) {
    if (settings.delivery() != Delivery.EXACTLY_ONCE) {
      return List.of();
    }
    Optional<ConfigEntry> maximum =
        sink.brokerConfig().map((Config config) -> config.get(BROKER_MAXIMUM));
    if (maximum.isEmpty()) {
      return List.of(
          ("the brokers' settings may not be seen: make sure that their %s is at least"
                  + " kafka.transaction-timeout (%s)")
              .formatted(BROKER_MAXIMUM, words(settings.transactionTimeout())));
    }
    Duration brokers = Duration.ofMillis(Long.parseLong(maximum.get().value()));
    if (settings.transactionTimeout().compareTo(brokers) > 0) {
      throw new TopicCheckException(
          ("kafka.transaction-timeout (%s) is longer than the brokers allow (%s: %s); lower the"
                  + " former or raise the latter")
              .formatted(words(settings.transactionTimeout()), BROKER_MAXIMUM, words(brokers)));
    }
    return List.of();
  }

  private static String words(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}
