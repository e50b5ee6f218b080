/**
 * Alerts from the figures of windows: {@link
 * io.riverrank.operators.monitoring.alerts.AlertFunction} keeps the state and knows time, {@link
 * io.riverrank.operators.monitoring.alerts.AlertEngine} decides. Read the engine first, then the
 * three deciders, one for each kind of rule.
 */
package io.riverrank.operators.monitoring.alerts;
