package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Queries of a champion and a challenger, split by chance, whose means move with the hour of the
 * day; the challenger's is less by a fixed difference.
 */
final class SimulatedTrial {
  static final String CHAMPION = "sha256:a";
  static final String CHALLENGER = "sha256:b";

  private static final int SOLE_WINDOWS = 2;
  private static final long WINDOW_MS = 3_600_000;
  private static final double DAILY = 0.1;
  private static final double SPREAD = 0.3;

  private final PromotionRule rule;
  private final SplittableRandom random;
  private final boolean shares;
  private final int queries;
  private final double share;
  private final double lessBy;

  /** What came of it; queries of both models until the decision. */
  record Outcome(Trial.Verdict verdict, long queries) {}

  /**
   * @param shares whether values are 0 or 1, not spread
   * @param queries in a window
   * @param share of them that the challenger answers
   * @param lessBy how much less its mean is
   */
  SimulatedTrial(
      PromotionRule rule, long seed, boolean shares, int queries, double share, double lessBy) {
    this.rule = rule;
    this.random = new SplittableRandom(seed);
    this.shares = shares;
    this.queries = queries;
    this.share = share;
    this.lessBy = lessBy;
  }

  Outcome run(int windows) {
    PromotionEngine engine = new PromotionEngine(rule);
    PromotionState state = PromotionState.start(engine.definition());
    List<Decision> decisions = new ArrayList<>();
    for (int window = 0; window < windows && decisions.isEmpty(); window++) {
      state = engine.decide(state, window(window), decisions::add);
    }
    if (decisions.isEmpty()) {
      return new Outcome(null, (long) windows * queries);
    }
    Trial trial = decisions.get(0).trial();
    return new Outcome(trial.verdict(), trial.own().n() + trial.champion().n());
  }

  private List<PromotionObservation> window(int window) {
    double mean = 0.5 + DAILY * Math.sin(2 * Math.PI * window / 24);
    List<PromotionObservation> models = new ArrayList<>();
    int own = window < SOLE_WINDOWS ? 0 : count();
    models.add(observation(window, CHAMPION, queries - own, mean));
    if (own > 0) {
      models.add(observation(window, CHALLENGER, own, mean - lessBy));
    }
    return models;
  }

  private int count() {
    int count = 0;
    for (int i = 0; i < queries; i++) {
      count += random.nextDouble() < share ? 1 : 0;
    }
    return count;
  }

  private PromotionObservation observation(int window, String model, int n, double mean) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double value =
          shares
              ? random.nextDouble() < mean ? 1 : 0
              : mean + SPREAD * (2 * random.nextDouble() - 1);
      sum += value;
      squares += value * value;
    }
    double average = sum / n;
    double halfWidth =
        n < 2
            ? Double.NaN
            : TDistribution.of(n - 1).inverseCumulativeProbability(0.975)
                * Math.sqrt(Math.max(0, squares / n - average * average) / (n - 1));
    return new PromotionObservation(
        rule.head().name(),
        model,
        window * WINDOW_MS,
        (window + 1) * WINDOW_MS,
        n,
        average,
        n,
        halfWidth);
  }
}
