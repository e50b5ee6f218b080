package io.riverrank.tools.evaluate.input;

import javax.annotation.Nullable;

/**
 * What the columns (or JSON fields) of labelled pairs are called.
 *
 * @param score of scores that are there already; null if a model scores
 * @param otherScore of the scores to compare with; null if there are none
 */
public record Columns(
    String query,
    String document,
    String label,
    @Nullable String score,
    @Nullable String otherScore) {}
