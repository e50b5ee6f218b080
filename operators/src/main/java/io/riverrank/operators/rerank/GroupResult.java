package io.riverrank.operators.rerank;

import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TeamDraft;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.operators.rollout.Assignment;
import io.riverrank.operators.rollout.GroupModels;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** From the current key's state to its result; every score is there. */
final class GroupResult {
  private final QueryGroup group;
  private final StoredCandidate[] candidates;
  private final StoredScore[] scores;

  /** By position; null unless the group is interleaved. */
  @Nullable private final StoredScore[] challengerScores;

  private GroupResult(QueryGroup group, StoredCandidate[] candidates, QueryState state)
      throws Exception {
    this.group = group;
    this.candidates = candidates;
    this.scores = state.scores().all(group.usable());
    this.challengerScores =
        group.models().isInterleaved() ? state.challengerScores().all(group.usable()) : null;
  }

  /**
   * @param candidates by position
   */
  static RerankResult of(
      String queryId,
      QueryGroup group,
      StoredCandidate[] candidates,
      QueryState state,
      GroupModels models,
      long scoredAtMs)
      throws Exception {
    GroupResult result = new GroupResult(group, candidates, state);
    Assignment assigned = group.models();
    ModelInfo model = models.of(assigned.model()).info();
    return new RerankResult(
        queryId,
        group.query(),
        group.eventTimeMs(),
        group.isComplete(),
        group.received(),
        group.expected(),
        group.superseded(),
        model,
        assigned.isInterleaved()
            ? List.of(model, models.of(assigned.challenger()).info())
            : List.of(),
        result.ranking(queryId),
        null,
        result.failed(),
        group.topK(),
        scoredAtMs,
        group.metadata(),
        group.headers());
  }

  /** How a group's equal scores are ordered. */
  static TieBreak ties(QueryGroup group) {
    return group.whole() ? TieBreak.INPUT_ORDER : TieBreak.ORIGINAL_RANK;
  }

  private List<RankedCandidate> ranking(String queryId) {
    List<RankedCandidate> ranking = rank(scores);
    return challengerScores == null
        ? ranking
        : TeamDraft.of(queryId, ranking, rank(challengerScores));
  }

  private List<RankedCandidate> rank(StoredScore[] byPosition) {
    List<ScoredCandidate> scored = new ArrayList<>(candidates.length);
    for (int i = 0; i < candidates.length; i++) {
      StoredScore score = byPosition[i];
      if (score.error() == null) {
        scored.add(
            new ScoredCandidate(
                candidates[i].candidate(), score.logit(), score.score(), score.truncated()));
      }
    }
    return Ranking.of(scored, ties(group));
  }

  /** An interleaved candidate that one model can score is in the ranking, from that one. */
  private List<FailedCandidate> failed() {
    List<FailedCandidate> failed = new ArrayList<>(group.rejected());
    for (int i = 0; i < candidates.length; i++) {
      String error = scores[i].error();
      if (error != null && challengerScores != null) {
        String other = challengerScores[i].error();
        error = other == null ? null : "champion: %s; challenger: %s".formatted(error, other);
      }
      if (error != null) {
        failed.add(new FailedCandidate(candidates[i].candidate().docId(), error));
      }
    }
    return failed;
  }
}
