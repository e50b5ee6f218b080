package io.riverrank.tools.evaluate.input;

import java.util.List;
import javax.annotation.Nullable;

/**
 * One query with its documents and what is known of them.
 *
 * @param query its text; empty where a file has only ids
 * @param documents in input order
 * @param judged relevance of every judged document, listed or not; null if the query was never
 *     judged
 * @param before relevance in the order before reranking; null if that is not known
 */
public record JudgedQuery(
    String queryId,
    String query,
    List<JudgedDocument> documents,
    @Nullable double[] judged,
    @Nullable double[] before) {}
