package io.riverrank.schemas;

import javax.annotation.Nullable;

/**
 * One document that the search engine returned for a query.
 *
 * @param docId unique within its query
 * @param text what the model reads; may be empty, never holds a lone surrogate
 * @param originalRank the engine's rank, as sent
 * @param originalScore the engine's score, as sent
 * @param label a known relevance, carried on for monitoring and evaluation
 */
public record Candidate(
    String docId,
    String text,
    @Nullable Long originalRank,
    @Nullable Double originalScore,
    @Nullable Double label) {}
