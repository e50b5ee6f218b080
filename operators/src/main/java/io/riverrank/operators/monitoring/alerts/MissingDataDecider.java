package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.KnownFigures;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule;
import io.riverrank.operators.monitoring.alerts.rules.MissingDataRule.Data;
import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.operators.monitoring.alerts.rules.SegmentSelector;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Alert.Status;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/** Measures how long nothing has come, over all models together. */
final class MissingDataDecider extends Decider {

  private final MissingDataRule rule;

  MissingDataDecider(MissingDataRule rule) {
    this.rule = rule;
  }

  @Override
  Rule rule() {
    return rule;
  }

  @Override
  String definition() {
    return Definition.of(rule.head(), rule.data(), rule.forMs(), rule.silence());
  }

  @Override
  @Nullable
  Observation observe(WindowMetrics record) {
    long n =
        rule.data() == Data.RESULTS
            ? record.queries()
            : record.figures().entrySet().stream()
                .filter(figure -> KnownFigures.isJudged(figure.getKey()))
                .mapToLong(figure -> figure.getValue().n())
                .max()
                .orElse(0);
    return new Observation(
        new SeriesKey(rule.head().name(), record.segment(), null), null, n, Double.NaN);
  }

  /** A segment that the rule names is awaited from the first window on; others once they came. */
  @Override
  void decide(EvaluatedWindow window, List<SeriesKey> keys) throws Exception {
    SegmentSelector segments = rule.head().segments();
    if (segments.isOne()) {
      SeriesKey awaited = new SeriesKey(rule.head().name(), segments.fields(), null);
      if (window.store().get(awaited) == null) {
        window.store().put(awaited, SeriesState.quiet(definition(), window.startMs()));
      }
      decide(window, awaited);
      return;
    }
    for (SeriesKey key : keys) {
      decide(window, key);
    }
  }

  private void decide(EvaluatedWindow window, SeriesKey key) throws Exception {
    Observation observation = window.observations().get(key);
    SeriesState state = window.store().get(key);
    if (state == null) {
      state = SeriesState.quiet(definition(), window.startMs());
    }
    boolean came = observation != null && observation.n() > 0;
    state = missingUntil(came ? window.startMs() : window.endMs(), key, state, window.alerts());
    if (came) {
      state = came(window, observation, state).seen(window.endMs());
    }
    window.store().put(key, state);
  }

  /** Fires if it has been too long. */
  SeriesState missingUntil(long nowMs, SeriesKey key, SeriesState state, Consumer<Alert> alerts) {
    if (state.firing() || rule.expectedMs(state.lastEndMs(), nowMs) < rule.forMs()) {
      return state;
    }
    SeriesState fired = state.fired(state.lastEndMs());
    Observation nothing = new Observation(key, null, 0, Double.NaN);
    alerts.accept(Alerts.of(null, nothing, Status.FIRING, null, null, fired, nowMs));
    return fired;
  }

  private SeriesState came(EvaluatedWindow window, Observation observation, SeriesState state) {
    if (!state.firing()) {
      return state;
    }
    window
        .alerts()
        .accept(Alerts.of(null, observation, Status.RESOLVED, null, null, state, window.endMs()));
    return state.over();
  }
}
