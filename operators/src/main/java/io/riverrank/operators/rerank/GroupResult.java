package io.riverrank.operators.rerank;

import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.ranking.TieBreak;
import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.ModelInfo;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.List;

/** From a group's state to its result. */
final class GroupResult {
  private GroupResult() {}

  /**
   * @param candidates by position
   * @param scores by position, each there
   */
  static RerankResult of(
      String queryId,
      QueryGroup group,
      StoredCandidate[] candidates,
      StoredScore[] scores,
      ModelInfo model,
      long scoredAtMs) {
    List<ScoredCandidate> scored = new ArrayList<>(candidates.length);
    List<FailedCandidate> failed = new ArrayList<>(group.rejected());
    for (int i = 0; i < candidates.length; i++) {
      StoredScore score = scores[i];
      if (score.error() == null) {
        scored.add(
            new ScoredCandidate(
                candidates[i].candidate(), score.logit(), score.score(), score.truncated()));
      } else {
        failed.add(new FailedCandidate(candidates[i].candidate().docId(), score.error()));
      }
    }
    return new RerankResult(
        queryId,
        group.query(),
        group.eventTimeMs(),
        group.isComplete(),
        group.received(),
        group.expected(),
        group.superseded(),
        model,
        Ranking.of(scored, ties(group)),
        failed,
        group.topK(),
        scoredAtMs,
        group.metadata(),
        group.headers());
  }

  static TieBreak ties(QueryGroup group) {
    return group.whole() ? TieBreak.INPUT_ORDER : TieBreak.ORIGINAL_RANK;
  }
}
