package io.riverrank.operators.monitoring.promotion;

import io.riverrank.operators.monitoring.alerts.ObservedFigure;
import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.PromotionRule;
import io.riverrank.operators.monitoring.alerts.rules.Scale;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule.Change;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/**
 * Decides on challengers by one rule, window by window. It has no state of its own.
 *
 * <p>The champion is the model that has answered {@value #SETTLED_QUERIES} queries in windows in
 * which no other did; whoever answers beside it is a challenger. All is computed on values in [0,
 * 1] of which more is better.
 */
final class PromotionEngine {

  /** So many in a row by chance are not a challenger's, which has a share of them. */
  static final long SETTLED_QUERIES = 100;

  /** Decisions that are remembered: years of weekly models. */
  private static final int MOST_TRIALS = 1000;

  private static final double NO_GUESS = 0.5;

  private final PromotionRule rule;
  private final Scale scale;

  PromotionEngine(PromotionRule rule) {
    this.rule = rule;
    this.scale = KnownFigures.scale(rule.figure()).orElseThrow();
  }

  /** What the state depends on. */
  String definition() {
    return String.join(
        " ",
        rule.figure(),
        rule.worse().name(),
        Double.toString(rule.margin()),
        Double.toString(rule.alpha()),
        String.valueOf(rule.head().windowMs()),
        rule.head().segments().fields().toString());
  }

  /**
   * @return null if the record says nothing to this rule
   */
  @Nullable
  PromotionObservation observe(WindowMetrics record) {
    boolean own =
        record.revision() == 0
            && record.model() != null
            && !isOfBoth(record.model())
            && rule.head().looksAt(record.windowEndMs() - record.windowStartMs())
            && rule.head().segments().matches(record.segment());
    if (!own) {
      return null;
    }
    FigureValue figure = record.figures().get(rule.figure());
    return new PromotionObservation(
        rule.head().name(),
        record.model(),
        record.windowStartMs(),
        record.windowEndMs(),
        record.queries(),
        figure == null ? null : figure.value(),
        figure == null ? 0 : figure.n(),
        figure == null ? Double.NaN : ObservedFigure.halfWidth(figure));
  }

  /** Rankings that two models drafted together say nothing of either. */
  private static boolean isOfBoth(String model) {
    return model.contains("+");
  }

  /**
   * Decides on one window, whose observations are all there, after all windows before it.
   *
   * @param window not empty
   * @return the state after it
   */
  PromotionState decide(
      PromotionState before, List<PromotionObservation> window, Consumer<Decision> decisions) {
    Map<String, PromotionObservation> byModel = new TreeMap<>();
    window.forEach(observation -> byModel.put(observation.model(), observation));
    PromotionState state = settle(before, byModel);
    PromotionObservation champion = state.champion() == null ? null : byModel.get(state.champion());
    Map<String, Trial> trials = new TreeMap<>();
    state.trials().forEach(trial -> trials.put(trial.challenger(), trial));
    for (PromotionObservation seen : byModel.values()) {
      if (state.champion() != null && !seen.model().equals(state.champion())) {
        Trial trial =
            trials
                .computeIfAbsent(seen.model(), model -> Trial.of(model, seen.startMs()))
                .seen(seen.endMs());
        trials.put(seen.model(), compare(trial, seen, champion, state.centre(), decisions));
      }
    }
    List<Trial> kept = new ArrayList<>();
    PromotionObservation any = window.get(0);
    trials.values().forEach(trial -> keep(trial, any, kept, decisions));
    kept.sort((a, b) -> Long.compare(a.lastEndMs(), b.lastEndMs()));
    Arm centre =
        champion != null && champion.hasValue()
            ? state.centre().with(moments(champion))
            : state.centre();
    return state.with(centre, kept.subList(Math.max(0, kept.size() - MOST_TRIALS), kept.size()));
  }

  /** Finds out who the champion is. */
  private static PromotionState settle(
      PromotionState before, Map<String, PromotionObservation> byModel) {
    if (byModel.size() > 1) {
      return before.withAlone(null, 0);
    }
    PromotionObservation only = byModel.values().iterator().next();
    long queries =
        only.queries() + (only.model().equals(before.alone()) ? before.aloneQueries() : 0);
    PromotionState state = before.withAlone(only.model(), queries);
    if (queries < SETTLED_QUERIES || only.model().equals(state.champion())) {
      return state;
    }
    // What is open was compared with another champion.
    return state.withChampion(
        only.model(), state.trials().stream().filter(trial -> trial.verdict() != null).toList());
  }

  private Trial compare(
      Trial trial,
      PromotionObservation challenger,
      @Nullable PromotionObservation champion,
      Arm centre,
      Consumer<Decision> decisions) {
    if (trial.verdict() != null
        || champion == null
        || !champion.hasValue()
        || !challenger.hasValue()) {
      return trial;
    }
    double margin = rule.margin() / (scale.high() - scale.low());
    Trial fed =
        trial.with(
            moments(challenger),
            moments(champion),
            margin,
            centre.n() == 0 ? NO_GUESS : centre.mean());
    Trial.Verdict found = fed.found(rule.alpha());
    if (found == null) {
      return fed;
    }
    Trial decided = fed.decided(found);
    decisions.accept(decision(decided, challenger.endMs()));
    return decided;
  }

  /** Forgets a challenger that came no more before it was decided on; ends alerts. */
  private void keep(
      Trial trial, PromotionObservation any, List<Trial> kept, Consumer<Decision> decisions) {
    long lengthMs = any.endMs() - any.startMs();
    boolean gone = (any.endMs() - trial.lastEndMs()) / lengthMs >= rule.head().goneAfter();
    if (gone && trial.firing()) {
      Trial over = trial.over();
      decisions.accept(decision(over, any.endMs()));
      kept.add(over);
    } else if (!gone || trial.verdict() != null) {
      kept.add(trial);
    }
  }

  private Decision decision(Trial trial, long endMs) {
    return new Decision(rule, trial, inUnits(trial.own()), inUnits(trial.champion()), endMs);
  }

  private double inUnits(Arm arm) {
    return scale.fromUnit(rule.worse() == Change.FALLS ? arm.mean() : 1 - arm.mean());
  }

  private UnitMoments moments(PromotionObservation observation) {
    UnitMoments moments =
        scale.momentsOfInterval(observation.n(), observation.value(), observation.halfWidth());
    return rule.worse() == Change.FALLS ? moments : moments.mirrored();
  }
}
