package io.riverrank.job.monitor.settings;

import io.riverrank.job.monitor.alertmanager.AlertmanagerSettings;
import io.riverrank.job.monitor.rules.RulesFile;
import io.riverrank.job.monitor.rules.check.RuleCheck;
import io.riverrank.job.options.KafkaSettingsFactory;
import io.riverrank.job.options.MonitorOptions;
import io.riverrank.job.options.RolloutOptions;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.drift.Baseline;
import io.riverrank.operators.monitoring.window.SavedBaseline;
import io.riverrank.operators.options.OptionReader;
import io.riverrank.operators.options.SettingsException;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The part of {@link MonitorSettingsFactory} that is about alerts. */
final class AlertSettingsFactory {

  private static final List<ConfigOption<String>> ADDRESSEES =
      List.of(MonitorOptions.ALERTMANAGER, MonitorOptions.ALERTS, MonitorOptions.TOPIC_ALERTS);

  private AlertSettingsFactory() {}

  /**
   * @throws SettingsException for rules that can't be read or can never fire, and for whom to alert
   *     without rules
   */
  static AlertSettings create(
      Configuration configuration, MonitorOutput output, @Nullable SavedBaseline saved) {
    OptionReader reader = new OptionReader(configuration);
    String file = reader.textOrUnset(MonitorOptions.RULES);
    if (file == null) {
      requireNoAddressee(reader);
      return AlertSettings.NONE;
    }
    Baseline baseline = saved == null ? null : RuleInputsFactory.read(saved);
    List<Rule> rules = RulesFile.read(Path.of(file));
    List<String> doubts =
        RuleCheck.check(file, rules, RuleInputsFactory.create(configuration, baseline));
    String alertmanager = reader.textOrUnset(MonitorOptions.ALERTMANAGER);
    return new AlertSettings(
        rules,
        baseline == null ? new BaselineMeans() : BaselineMeans.of(baseline),
        output.isTopic()
            ? new KafkaSettingsFactory(configuration).topic(MonitorOptions.TOPIC_ALERTS)
            : null,
        AlertSettings.promotions(rules).isEmpty()
            ? null
            : new KafkaSettingsFactory(configuration).topic(RolloutOptions.TOPIC_CONTROL),
        alertmanager == null
            ? null
            : AlertmanagerSettings.of(MonitorOptions.ALERTMANAGER.key(), alertmanager, rules),
        doubts);
  }

  private static void requireNoAddressee(OptionReader reader) {
    for (ConfigOption<String> addressee : ADDRESSEES) {
      if (reader.find(addressee).isPresent()) {
        throw new SettingsException(
            "%s is set, but there are no rules that could alert it; set %s"
                .formatted(addressee.key(), MonitorOptions.RULES.key()));
      }
    }
  }
}
