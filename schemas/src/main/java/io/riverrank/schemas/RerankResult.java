package io.riverrank.schemas;

import java.util.List;
import javax.annotation.Nullable;

/**
 * The ranking of one query id: what goes to the results topic.
 *
 * @param eventTimeMs the largest event time of its members, epoch milliseconds
 * @param complete whether every expected candidate arrived
 * @param candidatesReceived distinct candidates: ranked, failed and cut by {@code top_k} together
 * @param candidatesExpected null if no {@code candidate_count} was ever sent
 * @param superseded members whose text a later member with the same id replaced
 * @param results by score descending, ties in input order; not cut by {@code topK}
 * @param allScores {@code all_scores} as a result's text has it; null where the text has none, and
 *     where {@code results} isn't cut yet and says it all
 * @param topK how many of {@code results} to write out; null for all
 * @param scoredAtMs when the last score came back, epoch milliseconds
 * @param metadata the request's JSON object exactly as it was sent
 * @param headers the message headers of the first member
 */
public record RerankResult(
    String queryId,
    String query,
    long eventTimeMs,
    boolean complete,
    int candidatesReceived,
    @Nullable Integer candidatesExpected,
    int superseded,
    ModelInfo model,
    List<RankedCandidate> results,
    @Nullable List<CandidateScore> allScores,
    List<FailedCandidate> failed,
    @Nullable Integer topK,
    long scoredAtMs,
    @Nullable String metadata,
    List<MessageHeader> headers) {

  /** A result that was not read from its text. */
  public RerankResult(
      String queryId,
      String query,
      long eventTimeMs,
      boolean complete,
      int candidatesReceived,
      @Nullable Integer candidatesExpected,
      int superseded,
      ModelInfo model,
      List<RankedCandidate> results,
      List<FailedCandidate> failed,
      @Nullable Integer topK,
      long scoredAtMs,
      @Nullable String metadata,
      List<MessageHeader> headers) {
    this(
        queryId,
        query,
        eventTimeMs,
        complete,
        candidatesReceived,
        candidatesExpected,
        superseded,
        model,
        results,
        null,
        failed,
        topK,
        scoredAtMs,
        metadata,
        headers);
  }
}
