package io.riverrank.job.monitor.rules;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.Scale;
import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule.Side;
import io.riverrank.operators.monitoring.window.Segmentation;
import io.riverrank.operators.options.OptionType;
import io.riverrank.schemas.text.Counted;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Makes rules of what the file says, and refuses those that can't fire or can't but fire. */
final class RuleFactory {

  private static final double DEFAULT_ALPHA = 0.05;
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";

  private RuleFactory() {}

  static Rule rule(RuleBlock block) {
    RuleHead head = head(block);
    if (block.has("missing")) {
      return missingData(block, head);
    }
    if (block.has("promotion")) {
      return PromotionRules.rule(block, head);
    }
    return block.has("sequential") ? sequential(block, head) : threshold(block, head);
  }

  private static RuleHead head(RuleBlock block) {
    String name = block.required("name");
    Map<String, String> labels = block.texts("labels");
    for (String label : labels.keySet()) {
      if (!label.matches(LABEL)) {
        throw block.problem(
            "labels", "has '%s'; a label has letters, digits and _ only".formatted(label));
      }
    }
    return new RuleHead(
        name,
        block.durationMs("window"),
        segments(block),
        block.count("gone_after", RuleHead.DEFAULT_GONE_AFTER),
        new TreeMap<>(labels),
        block.text("description"));
  }

  private static SegmentSelector segments(RuleBlock block) {
    Map<String, String> segment = block.texts("segment");
    segment.forEach(
        (name, value) -> {
          if (value.isEmpty() || value.length() > Segmentation.VALUE_CHARS) {
            throw block.problem(
                "segment",
                "has a value of %d characters for '%s'; no segment has one, so give from 1 to %d, or \"*\""
                    .formatted(value.length(), name, Segmentation.VALUE_CHARS));
          }
        });
    return new SegmentSelector(segment);
  }

  private static Rule threshold(RuleBlock block, RuleHead head) {
    String figure = block.required("figure");
    Scale scale = scale(block, figure);
    boolean below = block.has("below");
    if (below == block.has("above")) {
      throw block.problem(
          "needs one condition; write below or above with a number, sequential, promotion, or missing");
    }
    String key = below ? "below" : "above";
    double threshold = block.number(key);
    Side side = below ? Side.BELOW : Side.ABOVE;
    if (below
        ? threshold <= scale.low() || threshold > scale.high()
        : threshold < scale.low() || threshold >= scale.high()) {
      throw block.problem(
          key,
          "is %s, but %s lies between %s and %s: the rule would fire always or never"
              .formatted(threshold, figure, scale.low(), scale.high()));
    }
    double resolveAt = block.has("resolve_at") ? block.number("resolve_at") : threshold;
    if (below ? resolveAt < threshold : resolveAt > threshold) {
      throw block.problem(
          "resolve_at",
          "is %s, on the bad side of %s %s; an alert that is over must not fire at once"
              .formatted(resolveAt, key, threshold));
    }
    if (below ? resolveAt > scale.high() : resolveAt < scale.low()) {
      throw block.problem(
          "resolve_at",
          "is %s, but %s lies between %s and %s: the alert would never be over"
              .formatted(resolveAt, figure, scale.low(), scale.high()));
    }
    int atLeast = block.count("at_least", 1);
    if (figure.equals(KnownFigures.QUERIES) && below && atLeast >= threshold) {
      throw block.problem(
          key,
          "is %s, but only windows with at least %s count, and one without any has no record: the rule would never fire; write missing: results for those"
              .formatted(threshold, Counted.of(atLeast, "query", "queries")));
    }
    int windows = block.count("windows", 1);
    ThresholdRule rule =
        new ThresholdRule(
            head,
            figure,
            side,
            threshold,
            resolveAt,
            atLeast,
            windows,
            block.count("resolve_windows", windows));
    block.close("with a threshold");
    return rule;
  }

  private static Rule sequential(RuleBlock block, RuleHead head) {
    String figure = block.required("figure");
    Scale scale = scale(block, figure);
    if (scale.kind() == Scale.Kind.OTHER) {
      throw block.problem(
          "figure",
          "is %s, which is no mean of bounded values of queries; use below or above for it"
              .formatted(figure));
    }
    requireWindow(block, head, "each length of windows would spend alpha anew");
    double alpha = alpha(block);
    double tolerance = block.has("tolerance") ? block.number("tolerance") : 0;
    if (!(tolerance >= 0 && tolerance < scale.high() - scale.low())) {
      throw block.problem(
          "tolerance",
          "is %s, but %s lies between %s and %s; give how far its mean may move"
              .formatted(tolerance, figure, scale.low(), scale.high()));
    }
    SequentialRule rule =
        new SequentialRule(
            head, figure, block.oneOf("sequential", SequentialRule.Change.class), alpha, tolerance);
    block.close("that is sequential");
    return rule;
  }

  private static Rule missingData(RuleBlock block, RuleHead head) {
    requireWindow(block, head, "it counts windows without data");
    Long forMs = block.durationMs("for");
    if (forMs == null) {
      throw block.problem("has no 'for'; add how long nothing must come");
    }
    long forgottenMs = (head.goneAfter() - 1) * head.windowMs();
    if (!head.segments().isOne() && forMs > forgottenMs) {
      throw block.problem(
          "for",
          "is %s, but a segment of \"*\" is forgotten after %d windows of %s without a record: the rule would never fire; raise gone_after to %d"
              .formatted(
                  OptionType.write(Duration.ofMillis(forMs)),
                  head.goneAfter(),
                  OptionType.write(Duration.ofMillis(head.windowMs())),
                  1 + (forMs + head.windowMs() - 1) / head.windowMs()));
    }
    MissingDataRule rule =
        new MissingDataRule(
            head,
            block.oneOf("missing", MissingDataRule.Data.class),
            forMs,
            block.has("silence") ? SilenceText.parse(block, "silence") : null);
    block.close("about missing data");
    return rule;
  }

  static double alpha(RuleBlock block) {
    double alpha = block.has("alpha") ? block.number("alpha") : DEFAULT_ALPHA;
    if (!(alpha > 0 && alpha < 1)) {
      throw block.problem("alpha", "is %s; give a chance between 0 and 1".formatted(alpha));
    }
    return alpha;
  }

  static void requireWindow(RuleBlock block, RuleHead head, String why) {
    if (head.windowMs() == null) {
      throw block.problem("has no 'window', such as 1h; %s".formatted(why));
    }
  }

  static Scale scale(RuleBlock block, String figure) {
    return KnownFigures.scale(figure)
        .orElseThrow(
            () ->
                block.problem(
                    "figure",
                    "is %s, which is no figure; there are %s"
                        .formatted(figure, KnownFigures.names())));
  }
}
