package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.SequentialRule;
import io.riverrank.operators.monitoring.alerts.sequential.EBenjaminiHochberg;
import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Feeds every window's mean to the e-process of its segment, then asks e-BH which segments' alerts
 * fire. The segments of one model are one family. While an alert fires, the evidence that made it
 * stays as it was, and another e-process gathers evidence for the opposite: at 1 ÷ (α ÷ 2) the
 * alert is over, and the test starts again.
 */
final class SequentialDecider extends Decider {

  private final SequentialRule rule;
  private final ObservedFigure figure;
  private final SequentialHypotheses hypotheses;

  SequentialDecider(SequentialRule rule, BaselineMeans baseline) {
    this.rule = rule;
    this.figure = new ObservedFigure(rule.figure());
    this.hypotheses = new SequentialHypotheses(rule, baseline);
  }

  @Override
  Rule rule() {
    return rule;
  }

  @Override
  String definition() {
    return hypotheses.definition();
  }

  @Override
  @Nullable
  Observation observe(WindowMetrics record) {
    Observation observation = figure.observe(rule.head().name(), record);
    return observation != null && hypotheses.tests(observation.series().segment())
        ? observation
        : null;
  }

  @Override
  void decide(EvaluatedWindow window, List<SeriesKey> keys) throws Exception {
    for (SeriesKey key : keys) {
      Observation observation = window.observations().get(key);
      if (observation != null) {
        window.store().put(key, feed(window, observation));
      }
    }
    Map<String, List<SeriesKey>> families =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    key -> Objects.toString(key.model(), ""), TreeMap::new, Collectors.toList()));
    for (List<SeriesKey> family : families.values()) {
      fire(window, family);
    }
  }

  private SeriesState feed(EvaluatedWindow window, Observation observation) throws Exception {
    SeriesKey key = observation.series();
    SeriesState state = state(window, key).seen(window.endMs());
    EProcess evidence = state.evidence() == null ? EProcess.start() : state.evidence();
    if (observation.value() == null || observation.n() == 0) {
      return state.withEvidence(evidence);
    }
    UnitMoments moments =
        hypotheses.moments(observation.value(), observation.n(), observation.halfWidth());
    double least = hypotheses.leastMean(key.segment());
    if (!state.firing()) {
      return state.withEvidence(evidence.after(moments, least));
    }
    EProcess recovery = evidence.after(moments.mirrored(), 1 - least);
    if (recovery.logValue() < -Math.log(hypotheses.martingaleAlpha())) {
      return state.withEvidence(recovery);
    }
    emit(window, observation, state, Status.RESOLVED, recovery.value());
    return state.over().withEvidence(EProcess.start());
  }

  private void fire(EvaluatedWindow window, List<SeriesKey> family) throws Exception {
    double[] logValues = new double[family.size()];
    for (int i = 0; i < logValues.length; i++) {
      SeriesState state = window.store().get(family.get(i));
      logValues[i] = state.firing() ? state.firedLogValue() : state.evidence().logValue();
    }
    double threshold =
        EBenjaminiHochberg.logThreshold(
            logValues, hypotheses.count(), hypotheses.martingaleAlpha());
    for (int i = 0; i < logValues.length; i++) {
      SeriesState state = window.store().get(family.get(i));
      if (!state.firing() && logValues[i] >= threshold) {
        fire(window, family.get(i), state);
      }
    }
  }

  private void fire(EvaluatedWindow window, SeriesKey key, SeriesState quiet) throws Exception {
    SeriesState state =
        quiet.fired(window.startMs()).withFiredLogValue(quiet.evidence().logValue());
    Observation observation =
        window.observations().getOrDefault(key, new Observation(key, null, 0, Double.NaN));
    emit(window, observation, state, Status.FIRING, quiet.evidence().value());
    window.store().put(key, state.withEvidence(EProcess.start()));
  }

  private void emit(
      EvaluatedWindow window,
      Observation observation,
      SeriesState state,
      Status status,
      double eValue) {
    double threshold = hypotheses.threshold(observation.series().segment());
    window
        .alerts()
        .accept(
            Alerts.of(
                rule.figure(), observation, status, threshold, eValue, state, window.endMs()));
  }
}
