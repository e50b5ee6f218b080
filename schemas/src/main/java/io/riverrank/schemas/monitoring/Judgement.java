package io.riverrank.schemas.monitoring;

import javax.annotation.Nullable;

/**
 * How relevant a document is for a query, which is named by its id or by its text; by both it is
 * the reader's choice.
 *
 * @param label the grade, finite; what is below 1 is not relevant
 * @param eventTimeMs epoch milliseconds; null if it has no time, as in a file of qrels
 */
public record Judgement(
    @Nullable String queryId,
    @Nullable String query,
    String docId,
    double label,
    @Nullable Long eventTimeMs) {}
