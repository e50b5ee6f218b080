package io.riverrank.tools.evaluate.input;

import javax.annotation.Nullable;

/**
 * What the columns (or JSON fields) of labelled pairs are called, and how CSV writes them.
 *
 * @param score of scores that are there already; null if a model scores
 * @param otherScore of the scores to compare with; null if there are none
 * @param delimiter of CSV; null for what the file's name says
 * @param decimalComma whether numbers have a comma where others have a point
 */
public record Columns(
    String query,
    String document,
    String label,
    @Nullable String score,
    @Nullable String otherScore,
    @Nullable Character delimiter,
    boolean decimalComma) {}
