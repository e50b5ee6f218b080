package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.ThresholdRule;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import javax.annotation.Nullable;

/** Counts windows in a row on either side of a threshold. */
final class ThresholdDecider extends Decider {

  private final ThresholdRule rule;
  private final ObservedFigure figure;

  ThresholdDecider(ThresholdRule rule) {
    this.rule = rule;
    this.figure = new ObservedFigure(rule.figure());
  }

  @Override
  Rule rule() {
    return rule;
  }

  @Override
  String definition() {
    return Definition.of(
        rule.head(),
        rule.figure(),
        rule.side(),
        rule.threshold(),
        rule.resolveAt(),
        rule.atLeast(),
        rule.windows(),
        rule.resolveWindows());
  }

  @Override
  @Nullable
  Observation observe(WindowMetrics record) {
    return figure.observe(rule.head().name(), record);
  }

  @Override
  void decide(EvaluatedWindow window, List<SeriesKey> keys) throws Exception {
    for (SeriesKey key : keys) {
      Observation observation = window.observations().get(key);
      if (observation != null) {
        SeriesState state = state(window, key).seen(window.endMs());
        window.store().put(key, after(window, observation, state));
      }
    }
  }

  private SeriesState after(EvaluatedWindow window, Observation observation, SeriesState state) {
    if (observation.value() == null || observation.n() < rule.atLeast()) {
      return state;
    }
    return state.firing()
        ? whileFiring(window, observation, state)
        : whileQuiet(window, observation, state);
  }

  private SeriesState whileQuiet(
      EvaluatedWindow window, Observation observation, SeriesState state) {
    if (!rule.isBad(observation.value())) {
      return state.withRow(0, 0);
    }
    int row = state.row() + 1;
    long sinceMs = row == 1 ? window.startMs() : state.startsAtMs();
    if (row < rule.windows()) {
      return state.withRow(row, sinceMs);
    }
    return emit(window, observation, state.fired(sinceMs), Status.FIRING);
  }

  private SeriesState whileFiring(
      EvaluatedWindow window, Observation observation, SeriesState state) {
    int row = rule.isGoodAgain(observation.value()) ? state.row() + 1 : 0;
    if (row < rule.resolveWindows()) {
      return state.withRow(row, state.startsAtMs());
    }
    return emit(window, observation, state, Status.RESOLVED).over();
  }

  private SeriesState emit(
      EvaluatedWindow window, Observation observation, SeriesState state, Status status) {
    Double threshold = status == Status.FIRING ? rule.threshold() : rule.resolveAt();
    window
        .alerts()
        .accept(
            Alerts.of(rule.figure(), observation, status, threshold, null, state, window.endMs()));
    return state;
  }
}
