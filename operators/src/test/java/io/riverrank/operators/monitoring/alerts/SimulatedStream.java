package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.sequential.EBenjaminiHochberg;
import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The segments of one simulated stream, with a baseline of its own. */
final class SimulatedStream {

  static final double ALPHA = 0.05;
  private static final String FIGURE = "ndcg@10";
  private static final int WINDOWS_OF_A_DAY = 24;

  private final SequentialHypotheses hypotheses;
  private final double[] m0;
  private final UnitMoments[] baseline;
  private final EProcess[] evidence;
  private final double[] daySum;
  private final double[] daySquares;
  private long dayQueries;

  SimulatedStream(SimulatedPopulation population, int segments, int baselineN, double tolerance) {
    baseline = new UnitMoments[segments];
    BaselineMeans means = new BaselineMeans();
    for (int i = 0; i < segments; i++) {
      baseline[i] = population.draw(baselineN, 0);
      means.add(
          Map.of("segment", "" + i), FIGURE, baselineN, baseline[i].mean(), baseline[i].variance());
    }
    SequentialRule rule =
        new SequentialRule(
            RuleHead.of("rule").withSegments(Map.of("segment", "*")),
            FIGURE,
            Change.FALLS,
            ALPHA,
            tolerance);
    hypotheses = new SequentialHypotheses(rule, means);
    m0 = new double[segments];
    for (int i = 0; i < segments; i++) {
      m0[i] = hypotheses.leastMean(new TreeMap<>(Map.of("segment", "" + i)));
    }
    evidence = new EProcess[segments];
    Arrays.fill(evidence, EProcess.start());
    daySum = new double[segments];
    daySquares = new double[segments];
  }

  /** Feeds a window. */
  void add(UnitMoments[] window) {
    for (int i = 0; i < window.length; i++) {
      evidence[i] = evidence[i].after(window[i], m0[i]);
      double mean = window[i].mean();
      daySum[i] += window[i].n() * mean;
      daySquares[i] += window[i].n() * (window[i].variance() + mean * mean);
    }
    dayQueries += window[0].n();
  }

  /** Whether the alert of any segment fires. */
  boolean fires() {
    double[] logs = Arrays.stream(evidence).mapToDouble(EProcess::logValue).toArray();
    return Double.isFinite(
        EBenjaminiHochberg.logThreshold(logs, hypotheses.count(), hypotheses.martingaleAlpha()));
  }

  /**
   * What is usually done: at the end of each day, Welch's test of the day against the baseline.
   *
   * @return the smallest one-sided p-value of any segment; 1 in the course of a day
   */
  double smallestP(int window) {
    if ((window + 1) % WINDOWS_OF_A_DAY != 0) {
      return 1;
    }
    double smallest = 1;
    for (int i = 0; i < daySum.length; i++) {
      double mean = daySum[i] / dayQueries;
      double variance = daySquares[i] / dayQueries - mean * mean;
      double error = Math.sqrt(variance / dayQueries + baseline[i].variance() / baseline[i].n());
      double z = (mean - baseline[i].mean()) / error;
      smallest = Math.min(smallest, NormalDistribution.of(0, 1).cumulativeProbability(z));
    }
    Arrays.fill(daySum, 0);
    Arrays.fill(daySquares, 0);
    dayQueries = 0;
    return smallest;
  }
}
