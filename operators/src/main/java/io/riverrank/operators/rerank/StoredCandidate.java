package io.riverrank.operators.rerank;

import io.riverrank.schemas.Candidate;

/**
 * A candidate in keyed state.
 *
 * @param version of its text, from 0; a repeated doc_id raises it
 */
record StoredCandidate(Candidate candidate, int version) {}
