/**
 * How far a window's distributions are from a baseline's: the baseline, its file, its bins, and the
 * measures. Definitions are in {@code docs/monitoring.md}.
 */
package io.riverrank.operators.monitoring.drift;
