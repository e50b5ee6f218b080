package io.riverrank.tools.evaluate.ranking;

import javax.annotation.Nullable;

/**
 * The metrics of one query.
 *
 * @param values by metric
 * @param before by metric, before reranking; null if not known
 * @param relevant documents that are relevant, ranked or not
 * @param failed documents without a score
 * @param truncated documents whose text was cut
 */
public record QueryFigures(
    String queryId,
    String query,
    double[] values,
    @Nullable double[] before,
    int documents,
    int relevant,
    int failed,
    int truncated) {}
