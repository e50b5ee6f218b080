package io.riverrank.operators.rollout.shadow;

import io.riverrank.operators.evaluation.RankingAgreement;
import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.ranking.ScoredCandidate;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.rollout.ShadowRanking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Both models' rankings of one query, side by side. */
final class Comparison {
  private Comparison() {}

  /**
   * @param scores the challenger's, by candidate, none failed
   * @param challenger its fingerprint
   */
  static ShadowRanking of(ShadowQuery query, PairScore[] scores, String challenger) {
    List<RankedCandidate> champions = query.answered().results();
    List<RankedCandidate> challengers = ranking(query, scores);
    return new ShadowRanking(
        query.queryId(),
        side(query.answered().model().fingerprint(), champions),
        side(challenger, challengers),
        agreement(champions, challengers));
  }

  private static List<RankedCandidate> ranking(ShadowQuery query, PairScore[] scores) {
    List<ScoredCandidate> scored = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      scored.add(
          new ScoredCandidate(
              query.candidates().get(i),
              scores[i].logit(),
              scores[i].score(),
              scores[i].truncated()));
    }
    return Ranking.of(scored, query.ties());
  }

  /** As monitoring would find it in a result of the challenger's, of candidates in E's order. */
  private static ShadowRanking.Agreement agreement(
      List<RankedCandidate> champions, List<RankedCandidate> challengers) {
    Map<String, Integer> places = new HashMap<>();
    for (RankedCandidate candidate : challengers) {
      places.put(candidate.docId(), places.size());
    }
    int[] order = new int[champions.size()];
    double differences = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = places.get(champions.get(i).docId());
      differences += Math.abs(challengers.get(order[i]).score() - champions.get(i).score());
    }
    double[] scores = challengers.stream().mapToDouble(RankedCandidate::score).toArray();
    RankingAgreement agreement = RankingAgreement.of(scores, order);
    return new ShadowRanking.Agreement(
        agreement.rbo(),
        Double.isNaN(agreement.kendallTauB()) ? null : agreement.kendallTauB(),
        agreement.top1Same(),
        agreement.overlap(),
        differences / order.length);
  }

  private static ShadowRanking.Side side(String model, List<RankedCandidate> ranking) {
    return new ShadowRanking.Side(
        model,
        ranking.stream()
            .map(
                candidate ->
                    new ShadowRanking.Entry(
                        candidate.docId(),
                        candidate.rank(),
                        candidate.score(),
                        candidate.logit(),
                        candidate.truncated()))
            .toList());
  }
}
