package io.riverrank.job.monitor.rules;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.Scale;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import java.util.Set;

/** Makes rules about promotion of what the file says. */
final class PromotionRules {

  /** What the search engine decides, and the time. */
  private static final Set<String> OF_NO_MODEL = Set.of("zero_results", "incomplete");

  private PromotionRules() {}

  static Rule rule(RuleBlock block, RuleHead head) {
    String figure = block.required("figure");
    Scale scale = RuleFactory.scale(block, figure);
    requireComparable(block, figure, scale);
    RuleFactory.requireWindow(block, head, "evidence of several lengths would count twice");
    if (!head.segments().isOne()) {
      throw block.problem(
          "segment",
          "has \"*\"; a challenger is decided on once, so name one segment, or none for all queries");
    }
    if (!block.has("margin")) {
      throw block.problem("has no 'margin'; add by how much a challenger may be worse");
    }
    double margin = block.number("margin");
    if (!(margin > 0 && margin < scale.high() - scale.low())) {
      throw block.problem(
          "margin",
          "is %s, but %s lies between %s and %s; give by how much a challenger may be worse, above 0"
              .formatted(margin, figure, scale.low(), scale.high()));
    }
    PromotionRule rule =
        new PromotionRule(
            head, figure, block.oneOf("promotion", Change.class), margin, RuleFactory.alpha(block));
    block.close("about promotion");
    return rule;
  }

  private static void requireComparable(RuleBlock block, String figure, Scale scale) {
    if (scale.kind() == Scale.Kind.OTHER) {
      throw block.problem(
          "figure",
          "is %s, which is no mean of bounded values of queries; models can't be compared by it"
              .formatted(figure));
    }
    if (figure.startsWith("base_") || OF_NO_MODEL.contains(figure)) {
      throw block.problem(
          "figure",
          "is %s, which is the same whatever the model: the rule would promote any"
              .formatted(figure));
    }
    if (figure.equals("interleaved")) {
      throw block.problem(
          "figure",
          "is interleaved, of rankings by both models; name a figure of rankings by one, and split queries");
    }
  }
}
