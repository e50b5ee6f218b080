package io.riverrank.job.monitor.settings;

import io.riverrank.job.monitor.alertmanager.AlertmanagerSettings;
import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Which windows alert, and whom.
 *
 * @param rules none where there are no alerts
 * @param baseline that sequential rules compare with
 * @param topic null for a file, and without rules
 * @param control topic for the commands of rules about promotion; null without such rules
 * @param alertmanager null for none
 * @param doubts a sentence for each rule that may never fire
 */
public record AlertSettings(
    List<Rule> rules,
    BaselineMeans baseline,
    @Nullable String topic,
    @Nullable String control,
    @Nullable AlertmanagerSettings alertmanager,
    List<String> doubts) {

  static final AlertSettings NONE =
      new AlertSettings(List.of(), new BaselineMeans(), null, null, null, List.of());

  /** The rules about promotion. */
  public List<PromotionRule> promotions() {
    return promotions(rules);
  }

  static List<PromotionRule> promotions(List<Rule> rules) {
    return rules.stream()
        .filter(PromotionRule.class::isInstance)
        .map(PromotionRule.class::cast)
        .toList();
  }

  /** The topics to write to. */
  List<String> topics() {
    return Stream.of(topic, control).filter(Objects::nonNull).toList();
  }

  public boolean isPresent() {
    return !rules.isEmpty();
  }
}
