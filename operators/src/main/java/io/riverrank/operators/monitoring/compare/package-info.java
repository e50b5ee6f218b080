/**
 * Drift of a window against earlier windows of its length, segment and model: which ones these are,
 * what is kept of them and for how long. Knows nothing of how windows are made.
 */
package io.riverrank.operators.monitoring.compare;
