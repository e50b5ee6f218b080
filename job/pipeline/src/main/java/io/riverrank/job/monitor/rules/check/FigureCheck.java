package io.riverrank.job.monitor.rules.check;

import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.SequentialHypotheses;
import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.schemas.text.Counted;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether the figure of a rule can ever have a value, in the segments that the rule looks at. */
final class FigureCheck {

  /** The end of a sentence. */
  static final String LABELS_ONLY =
      "is about judgements, and the monitor reads none; without labels in the results name some by"
          + " monitor.judgements or monitor.judgements.topic";

  private final RuleInputs inputs;
  private final SegmentSelector segments;

  FigureCheck(RuleInputs inputs, SegmentSelector segments) {
    this.inputs = inputs;
    this.segments = segments;
  }

  Verdict threshold(String figure) {
    if (KnownFigures.isClicked(figure) && !inputs.interactions()) {
      return noInteractions(figure);
    }
    Optional<Distribution> drifting = KnownFigures.drifting(figure);
    if (!inputs.earlierWindows() && drifting.isPresent()) {
      return compared(
          figure, segment -> segment.distributions().get(drifting.get()).sketch().n() > 0);
    }
    if (!inputs.earlierWindows() && figure.equals(KnownFigures.COEC)) {
      return compared(figure, segment -> segment.clicks().ranks() > 0);
    }
    return KnownFigures.isJudged(figure) && !inputs.judgements()
        ? Verdict.doubt(LABELS_ONLY)
        : Verdict.ALIVE;
  }

  Verdict promotion(PromotionRule rule) {
    if (!inputs.commands()) {
      return Verdict.dead(
          "commands models, which this monitor can't; name the job's control topic by kafka.topics.control, and let the output be topics");
    }
    return threshold(rule.figure());
  }

  private static Verdict noInteractions(String figure) {
    return Verdict.dead(
        "looks at %s, which is of clicks, and the monitor reads none; name some by monitor.interactions or monitor.interactions.topic"
            .formatted(figure));
  }

  /** Of a figure that has a value only beside a saved one. */
  private Verdict compared(String figure, Predicate<BaselineSegment> has) {
    if (inputs.baseline() == null) {
      return Verdict.dead(
          "looks at %s, but there is no baseline; name its file by monitor.baseline, or set monitor.baseline.from to trailing or week_before"
              .formatted(figure));
    }
    return inputs.baseline().segments().entrySet().stream()
            .anyMatch(entry -> segments.matches(entry.getKey()) && has.test(entry.getValue()))
        ? Verdict.ALIVE
        : Verdict.dead(
            "looks at %s, but the baseline has nothing to compare it with in %s; make one with such results"
                .formatted(figure, where()));
  }

  Verdict sequential(SequentialRule rule) {
    if (KnownFigures.isClicked(rule.figure()) && !inputs.interactions()) {
      return noInteractions(rule.figure());
    }
    if (inputs.baseline() == null) {
      return Verdict.dead(
          "is sequential, but there is no baseline to compare with; name its file by"
              + " monitor.baseline");
    }
    SequentialHypotheses hypotheses =
        new SequentialHypotheses(rule, BaselineMeans.of(inputs.baseline()));
    if (hypotheses.count() == 0) {
      return Verdict.dead(
          "compares %s, which the baseline doesn't have in %s; make one with %s"
              .formatted(
                  rule.figure(),
                  where(),
                  KnownFigures.isJudged(rule.figure()) ? "judgements" : "such results"));
    }
    int hopeless = hypotheses.count() - hypotheses.thresholds().size();
    if (hopeless == hypotheses.count()) {
      return Verdict.dead(
          "can find no change of %s: the baseline has too few queries in %s, or the tolerance is too large"
              .formatted(rule.figure(), where()));
    }
    if (hopeless > 0) {
      return Verdict.doubt(
          "can't fire in %s of the %d that the baseline has: too few queries, or too large a tolerance"
              .formatted(Counted.of(hopeless, "segment"), hypotheses.count()));
    }
    return KnownFigures.isJudged(rule.figure()) && !inputs.judgements()
        ? Verdict.doubt(LABELS_ONLY)
        : Verdict.ALIVE;
  }

  private String where() {
    return segments.fields().isEmpty() ? "all queries together" : segments.fields().toString();
  }
}
