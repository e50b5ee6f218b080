package io.riverrank.job.monitor.rules.check;

import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule.Data;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.options.OptionType;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds rules that would never say anything, since the monitor has not what they look at: a rule
 * that is silent looks like one by which all is well.
 */
public final class RuleCheck {

  private final String file;
  private final RuleInputs inputs;
  private final List<String> doubts = new ArrayList<>();

  private RuleCheck(String file, RuleInputs inputs) {
    this.file = file;
    this.inputs = inputs;
  }

  /**
   * @param file of the rules, for messages
   * @return a sentence for each rule that may never fire, depending on what comes
   * @throws SettingsException for the first rule that can't
   */
  public static List<String> check(String file, List<Rule> rules, RuleInputs inputs) {
    RuleCheck check = new RuleCheck(file, inputs);
    for (Rule rule : rules) {
      check.window(rule.head());
      check.segments(rule.head());
      check.data(rule);
    }
    check.onePromotion(rules);
    return check.doubts;
  }

  private void window(RuleHead head) {
    if (head.windowMs() != null && !inputs.windowsMs().contains(head.windowMs())) {
      throw dead(
          head,
          "looks at windows of %s, but monitor.window has %s; add that length, or change the rule"
              .formatted(duration(head.windowMs()), durations(inputs.windowsMs())));
    }
  }

  private void segments(RuleHead head) {
    Set<String> wanted = head.segments().fields().keySet();
    if (!wanted.isEmpty() && !inputs.segmentFields().contains(wanted)) {
      String pointers = wanted.stream().map(name -> "/" + name).collect(Collectors.joining("+"));
      throw dead(
          head,
          "looks at segments of %s, but monitor.segments %s; add %s, or change the rule"
              .formatted(String.join(" and ", wanted), segmentations(), pointers));
    }
  }

  private String segmentations() {
    return inputs.segmentFields().isEmpty()
        ? "is not set"
        : "has "
            + inputs.segmentFields().stream()
                .map(names -> String.join(" and ", new TreeSet<>(names)))
                .collect(Collectors.joining(", "));
  }

  private void data(Rule rule) {
    if (rule instanceof ThresholdRule threshold) {
      say(rule, new FigureCheck(inputs, rule.head().segments()).threshold(threshold.figure()));
    } else if (rule instanceof SequentialRule sequential) {
      say(rule, new FigureCheck(inputs, rule.head().segments()).sequential(sequential));
    } else if (rule instanceof PromotionRule promotion) {
      say(rule, new FigureCheck(inputs, rule.head().segments()).promotion(promotion));
    } else if (((MissingDataRule) rule).data() == Data.JUDGEMENTS && !inputs.judgements()) {
      say(rule, Verdict.doubt(FigureCheck.LABELS_ONLY));
    }
  }

  private void onePromotion(List<Rule> rules) {
    List<RuleHead> heads =
        rules.stream().filter(PromotionRule.class::isInstance).map(Rule::head).toList();
    if (heads.size() > 1) {
      throw dead(
          heads.get(1),
          "decides on promotion, as '%s' does, and one would take back what the other did; keep one of them"
              .formatted(heads.get(0).name()));
    }
  }

  private void say(Rule rule, Verdict verdict) {
    switch (verdict.kind()) {
      case DEAD -> throw dead(rule.head(), verdict.why());
      case DOUBT -> doubts.add(sentence(rule.head(), verdict.why()));
      case ALIVE -> {
        // Nothing to say.
      }
    }
  }

  private SettingsException dead(RuleHead head, String why) {
    return new SettingsException(sentence(head, why));
  }

  private String sentence(RuleHead head, String why) {
    return "%s: rule '%s' %s".formatted(file, head.name(), why);
  }

  private static String durations(List<Long> lengthsMs) {
    return lengthsMs.stream().map(RuleCheck::duration).collect(Collectors.joining(", "));
  }

  private static String duration(long lengthMs) {
    return OptionType.write(Duration.ofMillis(lengthMs));
  }
}
