package io.riverrank.operators.batching;

/**
 * Which pair of its owner a score belongs to.
 *
 * @param queryId key of the stream
 * @param position of the candidate within its query, from 0
 * @param version of the candidate's text, from 0; a repeated doc_id raises it
 */
public record PairId(String queryId, int position, int version) {}
