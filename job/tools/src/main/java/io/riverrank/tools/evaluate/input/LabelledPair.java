package io.riverrank.tools.evaluate.input;

/**
 * One pair and what it should score.
 *
 * @param label finite
 * @param score that it has already; NaN if it has none
 * @param otherScore of the system to compare with; NaN if it has none
 */
public record LabelledPair(
    String query, String document, double label, double score, double otherScore) {}
