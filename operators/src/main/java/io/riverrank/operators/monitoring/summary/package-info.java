/**
 * What is kept of the queries of one window, segment and model: counts, moments and sketches, no
 * raw values but for a few examples. Summaries merge, in any order; {@link
 * io.riverrank.operators.monitoring.summary.MetricsReport} makes the metrics record of one.
 */
package io.riverrank.operators.monitoring.summary;
