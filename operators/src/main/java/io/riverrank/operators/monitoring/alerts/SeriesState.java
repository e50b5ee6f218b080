package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.sequential.EProcess;
import javax.annotation.Nullable;

/**
 * What is remembered of one series.
 *
 * @param definition of the rule that it was made by; another definition starts anew
 * @param firing whether its alert has fired and is not over
 * @param startsAtMs start of the alert, or of the first of the bad windows in a row
 * @param row windows in a row that speak for a change of {@code firing}
 * @param lastEndMs end of its last window with data
 * @param evidence of a sequential rule: for an alert, or while it fires for its end; null for
 *     others
 * @param firedLogValue evidence with which a sequential alert fired; 0 if it doesn't
 */
record SeriesState(
    String definition,
    boolean firing,
    long startsAtMs,
    int row,
    long lastEndMs,
    @Nullable EProcess evidence,
    double firedLogValue) {

  static SeriesState quiet(String definition, long lastEndMs) {
    return new SeriesState(definition, false, 0, 0, lastEndMs, null, 0);
  }

  SeriesState seen(long endMs) {
    return new SeriesState(definition, firing, startsAtMs, row, endMs, evidence, firedLogValue);
  }

  SeriesState withRow(int windows, long sinceMs) {
    return new SeriesState(
        definition, firing, sinceMs, windows, lastEndMs, evidence, firedLogValue);
  }

  SeriesState fired(long sinceMs) {
    return new SeriesState(definition, true, sinceMs, 0, lastEndMs, evidence, firedLogValue);
  }

  SeriesState over() {
    return new SeriesState(definition, false, 0, 0, lastEndMs, evidence, 0);
  }

  SeriesState withEvidence(EProcess process) {
    return new SeriesState(definition, firing, startsAtMs, row, lastEndMs, process, firedLogValue);
  }

  SeriesState withFiredLogValue(double logValue) {
    return new SeriesState(definition, firing, startsAtMs, row, lastEndMs, evidence, logValue);
  }
}
