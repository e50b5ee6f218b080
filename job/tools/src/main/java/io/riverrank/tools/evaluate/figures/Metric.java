package io.riverrank.tools.evaluate.figures;

import io.riverrank.operators.evaluation.Interval;
import javax.annotation.Nullable;

/**
 * One figure.
 *
 * @param value NaN if undefined
 * @param before the same before reranking; NaN if not known
 * @param comparison null if there is no other system
 */
public record Metric(
    String name, double value, Interval interval, double before, @Nullable Comparison comparison) {}
