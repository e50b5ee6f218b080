package io.riverrank.job.kafka.check;

import io.riverrank.job.kafka.settings.Checkpoints;
import io.riverrank.job.kafka.settings.ClientProperties;
import io.riverrank.job.kafka.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, before a job is submitted, what would fail it later: unreachable brokers, missing
 * topics, transactions that time out before a checkpoint, records that a topic would refuse.
 */
public final class TopicCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

  private TopicCheck() {}

  /**
   * Checks, and creates missing topics where the settings say so. Each question to the brokers
   * takes {@code kafka.check-timeout} at most.
   *
   * @return what is not an error but may become one; logged, too
   * @throws TopicCheckException for what would fail the job
   */
  public static List<String> run(KafkaSettings settings, Checkpoints checkpoints) {
    TransactionTimeouts timeouts = new TransactionTimeouts(settings, checkpoints);
    List<String> warnings = new ArrayList<>(timeouts.checkAgainstCheckpoints());
    Properties sinkAdmin = ClientProperties.sinkAdmin(settings);
    // A job that reads no topic has one cluster only.
    Properties sourceAdmin =
        settings.topics().inputs().isEmpty() ? sinkAdmin : ClientProperties.sourceAdmin(settings);
    try (Cluster source = Cluster.connect(sourceAdmin, settings);
        Cluster sink = Cluster.connect(sinkAdmin, settings)) {
      new Topics(settings).check(source, sink);
      warnings.addAll(timeouts.checkAgainstBrokers(sink));
      warnings.addAll(new SinkTopics(settings).check(sink));
    }
    warnings.forEach(LOG::warn);
    return List.copyOf(warnings);
  }
}
