package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.Scale;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.sequential.BaselineMean;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a sequential rule tests, one hypothesis for each segment of the baseline. Half of α pays for
 * the baseline's errors, shared equally among the segments; the other half is the martingale's.
 *
 * <p>All is computed on values in [0, 1] of which less is worse: those of a rule about a rise are
 * mirrored.
 */
public final class SequentialHypotheses {

  private final SequentialRule rule;
  private final Scale scale;

  /** Least mean that is still as the baseline, in (0, 1], by segment. */
  private final Map<SortedMap<String, String>, Double> m0 = new LinkedHashMap<>();

  /** Segments of the baseline in which nothing can be found: any mean is within the tolerance. */
  private int hopeless;

  public SequentialHypotheses(SequentialRule rule, BaselineMeans baseline) {
    this.rule = rule;
    this.scale = KnownFigures.scale(rule.figure()).orElseThrow();
    List<SortedMap<String, String>> segments =
        baseline.segments(rule.head().segments(), rule.figure());
    for (SortedMap<String, String> segment : segments) {
      BaselineMeans.Mean mean = baseline.mean(segment, rule.figure());
      double error = rule.alpha() / 2 / segments.size();
      double least =
          BaselineMean.lowerEnd(
                  lessIsWorse(scale.moments(mean.n(), mean.mean(), mean.variance())), error)
              - rule.tolerance() / (scale.high() - scale.low());
      if (least > 0) {
        m0.put(segment, least);
      } else {
        hopeless++;
      }
    }
  }

  /** Of a figure's values, so that less is worse. */
  UnitMoments moments(double value, long n, double halfWidth) {
    return lessIsWorse(scale.momentsOfInterval(n, value, halfWidth));
  }

  private UnitMoments lessIsWorse(UnitMoments moments) {
    return rule.change() == Change.FALLS ? moments : moments.mirrored();
  }

  /** How many segments are tested. */
  public int count() {
    return m0.size() + hopeless;
  }

  /** The α of the martingale. */
  double martingaleAlpha() {
    return rule.alpha() / 2;
  }

  boolean tests(SortedMap<String, String> segment) {
    return m0.containsKey(segment);
  }

  double leastMean(SortedMap<String, String> segment) {
    return m0.get(segment);
  }

  /**
   * In the figure's own units, by segment: a mean is tested to be beyond it.
   *
   * @return segments in which an alert is possible
   */
  public Map<SortedMap<String, String>, Double> thresholds() {
    Map<SortedMap<String, String>, Double> thresholds = new LinkedHashMap<>();
    m0.keySet().forEach(segment -> thresholds.put(segment, threshold(segment)));
    return thresholds;
  }

  double threshold(SortedMap<String, String> segment) {
    double least = m0.get(segment);
    return scale.fromUnit(rule.change() == Change.FALLS ? least : 1 - least);
  }

  /** What the state of its tests depends on. */
  String definition() {
    return Definition.of(
        rule.head(), rule.figure(), rule.change(), rule.alpha(), rule.tolerance(), m0, hopeless);
  }
}
