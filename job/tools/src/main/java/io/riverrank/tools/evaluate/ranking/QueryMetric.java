package io.riverrank.tools.evaluate.ranking;

import java.util.function.ToDoubleFunction;

/** A metric of one query's ranking. */
record QueryMetric(String name, ToDoubleFunction<JudgedScores> of) {}
