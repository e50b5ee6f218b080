package io.riverrank.operators.monitoring.alerts;

import javax.annotation.Nullable;

/**
 * What one rule sees of one metrics record.
 *
 * @param series rule, segment and model that it belongs to
 * @param value of the figure; null where it couldn't be computed
 * @param n queries that it rests on
 * @param halfWidth of its 95 % interval; NaN where it has none
 */
record Observation(SeriesKey series, @Nullable Double value, long n, double halfWidth) {}
