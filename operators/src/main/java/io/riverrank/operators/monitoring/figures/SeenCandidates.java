package io.riverrank.operators.monitoring.figures;

import io.riverrank.schemas.CandidateScore;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The scored candidates of a result that its text shows, best first.
 *
 * @param whole whether they are all of them
 * @param oneScale whether their scores can be compared: those of an interleaved ranking are of two
 *     models
 */
record SeenCandidates(List<CandidateScore> scores, boolean whole, boolean oneScale) {

  /** Texts of others may list them in any order. */
  private static final Comparator<CandidateScore> BY_RANK =
      Comparator.comparingInt(CandidateScore::rank);

  static SeenCandidates of(RerankResult result) {
    List<RankedCandidate> results = result.results();
    boolean oneScale = !result.isInterleaved();
    if (result.allScores() == null) {
      boolean whole = results.size() + result.failed().size() == result.candidatesReceived();
      return new SeenCandidates(
          results.stream().map(CandidateScore::of).sorted(BY_RANK).toList(), whole, oneScale);
    }
    List<CandidateScore> scores = new ArrayList<>(result.allScores());
    for (int i = 0; i < Math.min(scores.size(), results.size()); i++) {
      scores.set(i, completed(scores.get(i), results.get(i)));
    }
    scores.sort(BY_RANK);
    return new SeenCandidates(scores, true, oneScale);
  }

  /** Older versions say less in {@code all_scores} than in {@code results}. */
  private static CandidateScore completed(CandidateScore score, RankedCandidate ranked) {
    if (score.logit() != null || !score.docId().equals(ranked.docId())) {
      return score;
    }
    CandidateScore known = CandidateScore.of(ranked);
    return new CandidateScore(
        known.docId(),
        known.rank(),
        known.score(),
        known.logit(),
        known.originalRank(),
        known.originalScore(),
        known.label(),
        known.truncated(),
        score.textChars());
  }

  int size() {
    return scores.size();
  }

  boolean isEmpty() {
    return scores.isEmpty();
  }

  /** {@code [size]}, best first. */
  double[] scoreValues() {
    return scores.stream().mapToDouble(CandidateScore::score).toArray();
  }
}
