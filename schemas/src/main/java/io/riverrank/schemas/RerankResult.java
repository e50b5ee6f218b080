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
 * @param model that scored it; of an interleaved ranking, the champion
 * @param models the champion's and the challenger's of an interleaved ranking, whose entries name
 *     their teams; empty for one model's
 * @param results by score descending, ties in input order, or as the teams drafted them; not cut by
 *     {@code topK}
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
    List<ModelInfo> models,
    List<RankedCandidate> results,
    @Nullable List<CandidateScore> allScores,
    List<FailedCandidate> failed,
    @Nullable Integer topK,
    long scoredAtMs,
    @Nullable String metadata,
    List<MessageHeader> headers) {

  /** A result of one model that was not read from its text. */
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
        List.of(),
        results,
        null,
        failed,
        topK,
        scoredAtMs,
        metadata,
        headers);
  }

  /** Whether two models drafted the ranking, so that its scores are on two scales. */
  public boolean isInterleaved() {
    return !models.isEmpty();
  }
}
