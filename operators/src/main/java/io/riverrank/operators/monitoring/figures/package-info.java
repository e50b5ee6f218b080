/**
 * What monitoring computes of one query: a result, its judgements and its interactions become the
 * values of {@link io.riverrank.operators.monitoring.figures.QueryFigures}. Definitions are in
 * {@code docs/monitoring.md}. Arithmetic only: nothing in here keeps state or knows windows.
 */
package io.riverrank.operators.monitoring.figures;
