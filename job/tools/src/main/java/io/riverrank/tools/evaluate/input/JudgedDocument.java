package io.riverrank.tools.evaluate.input;

import javax.annotation.Nullable;

/**
 * One document of a query.
 *
 * @param text to score; null where there is only a score
 * @param relevance 0 where it was not judged
 * @param score that it has already; NaN if a model scores or scoring failed
 * @param truncated whether its text was cut for that score; false if not known
 */
public record JudgedDocument(
    String docId, @Nullable String text, double relevance, double score, boolean truncated) {}
