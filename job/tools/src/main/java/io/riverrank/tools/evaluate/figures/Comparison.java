package io.riverrank.tools.evaluate.figures;

import io.riverrank.operators.evaluation.Interval;

/**
 * A metric of the other system against the first.
 *
 * @param other its value
 * @param difference other − first
 * @param interval of the difference
 * @param p of the paired randomisation test
 * @param wins queries or pairs on which the other is better; {@code losses}: the first is
 */
public record Comparison(
    double other,
    double difference,
    Interval interval,
    double p,
    long wins,
    long ties,
    long losses) {}
