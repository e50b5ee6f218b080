package io.riverrank.job.monitor.settings;

import io.riverrank.job.options.KafkaOptions;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import org.apache.flink.configuration.ConfigOption;

/** Decides between files and topics for what a monitor writes. */
final class MonitorOutputs {

  private MonitorOutputs() {}

  /**
   * @throws SettingsException if metrics would go nowhere, or to a file that never ends
   */
  static MonitorOutput of(OptionReader reader, ResultsInput results) {
    String metrics = reader.textOrUnset(MonitorOptions.OUTPUT);
    if (metrics == null) {
      requireNone(reader, MonitorOptions.DEAD_LETTERS);
      requireNone(reader, MonitorOptions.ALERTS);
      if (reader.textOrUnset(KafkaOptions.BOOTSTRAP_SERVERS) == null) {
        throw new SettingsException(
            "metrics have nowhere to go; name a file by --output, or Kafka's brokers by"
                + " --bootstrap-servers");
      }
      return new MonitorOutput(null, null, null);
    }
    if (!results.isBounded()) {
      throw new SettingsException(
          "%s is a file, but the results topic never ends; give it a range by --from and --to, or leave %s out for the topic %s"
              .formatted(
                  MonitorOptions.OUTPUT.key(),
                  MonitorOptions.OUTPUT.key(),
                  MonitorOptions.TOPIC_METRICS.key()));
    }
    String deadLetters = reader.textOrUnset(MonitorOptions.DEAD_LETTERS);
    String alerts = reader.textOrUnset(MonitorOptions.ALERTS);
    return new MonitorOutput(
        metrics,
        deadLetters == null ? beside(metrics, ".dead-letters") : deadLetters,
        alerts == null ? beside(metrics, ".alerts") : alerts);
  }

  private static void requireNone(OptionReader reader, ConfigOption<String> file) {
    if (reader.find(file).isPresent()) {
      throw new SettingsException(
          "%s is a file, but there is no %s beside it; set both, or neither for topics"
              .formatted(file.key(), MonitorOptions.OUTPUT.key()));
    }
  }

  /** {@code a/metrics.jsonl} has {@code a/metrics.alerts.jsonl} beside it. */
  private static String beside(String metrics, String what) {
    int name = metrics.lastIndexOf('/') + 1;
    int dot = metrics.lastIndexOf('.');
    int end = dot > name ? dot : metrics.length();
    return metrics.substring(0, end) + what + metrics.substring(end);
  }
}
