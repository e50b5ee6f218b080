package io.riverrank.job.monitor.settings;

import io.riverrank.job.monitor.alertmanager.AlertmanagerSettings;
import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.job.options.KafkaSettingsFactory;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.window.SavedBaseline;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;

/** The part of {@link MonitorSettingsFactory} that is about alerts. */
final class AlertSettingsFactory {

  private AlertSettingsFactory() {}

  /**
   * @throws SettingsException for rules that can't be read, and for an Alertmanager without rules
   */
  static AlertSettings create(
      Configuration configuration, MonitorOutput output, @Nullable SavedBaseline baseline) {
    OptionReader reader = new OptionReader(configuration);
    String file = reader.textOrUnset(MonitorOptions.RULES);
    String alertmanager = reader.textOrUnset(MonitorOptions.ALERTMANAGER);
    if (file == null) {
      if (alertmanager != null) {
        throw new SettingsException(
            "%s is set, but there are no rules that could alert it; set %s"
                .formatted(MonitorOptions.ALERTMANAGER.key(), MonitorOptions.RULES.key()));
      }
      return new AlertSettings(List.of(), new BaselineMeans(), null, null);
    }
    List<Rule> rules = RulesFile.read(Path.of(file));
    return new AlertSettings(
        rules,
        means(baseline),
        output.isTopic()
            ? new KafkaSettingsFactory(configuration).topic(MonitorOptions.TOPIC_ALERTS)
            : null,
        alertmanager == null
            ? null
            : AlertmanagerSettings.of(MonitorOptions.ALERTMANAGER.key(), alertmanager, rules));
  }

  private static BaselineMeans means(@Nullable SavedBaseline baseline) {
    try {
      return baseline == null ? new BaselineMeans() : BaselineMeans.of(baseline.read());
    } catch (IOException e) {
      throw new SettingsException(e.getMessage());
    }
  }
}
