package io.riverrank.schemas;

import java.util.List;
import javax.annotation.Nullable;

/**
 * One message on the requests topic that can be scored: a query with all its candidates, or a query
 * with one of them (a member of a group).
 *
 * @param queryId key of the stream, never empty
 * @param query what the person searched for; may be empty
 * @param eventTimeMs epoch milliseconds
 * @param topK how many results to emit, at least 1; null for all
 * @param metadata a JSON object exactly as it was sent; null if there was none
 * @param whole whether {@code candidates} are all there are; otherwise this is one member
 * @param candidates usable ones with distinct ids in input order; exactly one for a member
 * @param rejected candidates of a whole event that can't be scored (bad or overlong text)
 * @param candidateCount how many distinct candidates a member's group will have; null if unsaid
 * @param superseded repeated ids within a whole event: the place of the first, the text of the last
 */
public record QueryEvent(
    String queryId,
    String query,
    long eventTimeMs,
    @Nullable Integer topK,
    @Nullable String metadata,
    boolean whole,
    List<Candidate> candidates,
    List<FailedCandidate> rejected,
    @Nullable Integer candidateCount,
    int superseded,
    SourceRecord source)
    implements SourceEvent {}
