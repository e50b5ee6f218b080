package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.Rule;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import javax.annotation.Nullable;

/** Decides for all series of one rule. */
abstract class Decider {

  abstract Rule rule();

  /** What identifies the rule and all that its state depends on. */
  abstract String definition();

  /**
   * @return null if the record says nothing to this rule
   */
  @Nullable
  abstract Observation observe(WindowMetrics record);

  /**
   * @param keys of the rule's series, those without an observation included, in order
   */
  abstract void decide(EvaluatedWindow window, List<SeriesKey> keys) throws Exception;

  /** The state of a series; a new one where there is none. */
  final SeriesState state(EvaluatedWindow window, SeriesKey key) throws Exception {
    SeriesState state = window.store().get(key);
    return state == null ? SeriesState.quiet(definition(), window.endMs()) : state;
  }
}
