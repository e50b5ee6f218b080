package io.riverrank.job.monitor.settings;

import io.riverrank.job.monitor.alertmanager.AlertmanagerSettings;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Which windows alert, and whom.
 *
 * @param rules none where there are no alerts
 * @param baseline that sequential rules compare with
 * @param topic null for a file, and without rules
 * @param alertmanager null for none
 * @param doubts a sentence for each rule that may never fire
 */
public record AlertSettings(
    List<Rule> rules,
    BaselineMeans baseline,
    @Nullable String topic,
    @Nullable AlertmanagerSettings alertmanager,
    List<String> doubts) {

  static final AlertSettings NONE =
      new AlertSettings(List.of(), new BaselineMeans(), null, null, List.of());

  public boolean isPresent() {
    return !rules.isEmpty();
  }
}
