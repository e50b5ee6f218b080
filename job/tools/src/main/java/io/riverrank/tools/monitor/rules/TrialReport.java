package io.riverrank.tools.monitor.rules;

import io.riverrank.operators.monitoring.alerts.BaselineMeans;
import io.riverrank.operators.monitoring.alerts.ObservedFigure;
import io.riverrank.operators.monitoring.alerts.SequentialHypotheses;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.operators.monitoring.promotion.PromotionReplay;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.text.Counted;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** Says for each rule what it would have done. */
final class TrialReport {

  private final PrintWriter out;

  TrialReport(PrintWriter out) {
    this.out = out;
  }

  void print(
      List<Rule> rules, BaselineMeans baseline, List<WindowMetrics> tried, List<Alert> alerts) {
    out.println("Tried on " + Counted.of(tried.size(), "record"));
    for (Rule rule : rules) {
      String name = rule.head().name();
      if (rule instanceof PromotionRule promotion) {
        List<String> decisions = PromotionReplay.decisions(promotion, tried);
        out.printf("%n%s: %s%n", name, Counted.of(decisions.size(), "decision"));
        note(rule, baseline, tried);
        decisions.forEach(decision -> out.println("  " + decision));
        continue;
      }
      List<Alert> own = alerts.stream().filter(alert -> alert.rule().equals(name)).toList();
      long fired = own.stream().filter(alert -> alert.status() == Alert.Status.FIRING).count();
      out.printf("%n%s: %s%n", name, Counted.of(fired, "alert"));
      note(rule, baseline, tried);
      own.forEach(this::line);
    }
  }

  private void note(Rule rule, BaselineMeans baseline, List<WindowMetrics> tried) {
    if (rule instanceof SequentialRule sequential) {
      reach(sequential, new SequentialHypotheses(sequential, baseline));
    }
    List<WindowMetrics> seen = tried.stream().filter(record -> isSeen(rule, record)).toList();
    if (seen.isEmpty()) {
      out.println("  no record has a window, a segment and a figure that it looks at");
    } else if (seen.stream().noneMatch(record -> hasValue(rule, record))) {
      out.printf("  no record has a value of %s: it can't fire on such records%n", figure(rule));
    }
  }

  /** A rule about missing data looks at no value. */
  private static boolean hasValue(Rule rule, WindowMetrics record) {
    String figure = figure(rule);
    return figure == null || new ObservedFigure(figure).hasValue(record);
  }

  private static boolean isSeen(Rule rule, WindowMetrics record) {
    String figure = figure(rule);
    return rule.head().looksAt(record.windowEndMs() - record.windowStartMs())
        && rule.head().segments().matches(record.segment())
        && (figure == null || !isOfQueries(figure) || record.figures().containsKey(figure));
  }

  private static boolean isOfQueries(String figure) {
    return !figure.startsWith("drift.") && !figure.equals("queries");
  }

  @Nullable
  private static String figure(Rule rule) {
    if (rule instanceof ThresholdRule threshold) {
      return threshold.figure();
    }
    if (rule instanceof PromotionRule promotion) {
      return promotion.figure();
    }
    return rule instanceof SequentialRule sequential ? sequential.figure() : null;
  }

  /** What a sequential rule can find at all; with a small baseline that is little. */
  private void reach(SequentialRule rule, SequentialHypotheses hypotheses) {
    if (hypotheses.count() == 0) {
      out.printf(
          "  the baseline has no %s of its segments, so it can't fire; give one by"
              + " --baseline or --baseline-until%n",
          rule.figure());
      return;
    }
    String side = rule.change() == Change.FALLS ? "below" : "above";
    hypotheses
        .thresholds()
        .forEach(
            (segment, threshold) ->
                out.printf(
                    Locale.ROOT,
                    "  %s: finds a mean %s %.4g%n",
                    segment(segment),
                    side,
                    threshold));
    int hopeless = hypotheses.count() - hypotheses.thresholds().size();
    if (hopeless > 0) {
      out.printf(
          "  in %s of the baseline it can't fire: too few queries, or too large a tolerance%n",
          Counted.of(hopeless, "segment"));
    }
  }

  private void line(Alert alert) {
    out.printf(
        Locale.ROOT,
        "  %s  %-8s  %s%s%s%n",
        Instant.ofEpochMilli(alert.windowEndMs()),
        alert.status(),
        segment(alert.segment()),
        alert.value() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "  %.4g of %s",
                alert.value(),
                Counted.of(alert.n(), "query", "queries")),
        alert.eValue() == null ? "" : String.format(Locale.ROOT, "  e-value %.3g", alert.eValue()));
  }

  private static String segment(Map<String, String> segment) {
    return segment.isEmpty() ? "all queries" : segment.toString();
  }
}
