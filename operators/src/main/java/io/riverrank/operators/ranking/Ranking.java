package io.riverrank.operators.ranking;

import io.riverrank.schemas.Candidate;
import io.riverrank.schemas.RankedCandidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Candidates by score descending, as {@code CrossEncoder.rank} orders them. */
public final class Ranking {
  private static final Comparator<ScoredCandidate> BY_SCORE = byScore(ScoredCandidate::score);

  private Ranking() {}

  /** Highest first; a stable sort leaves ties in input order. */
  public static <T> Comparator<T> byScore(Function<T, Float> score) {
    return (a, b) -> Float.compare(score.apply(b), score.apply(a));
  }

  /**
   * @param scored in input order, scores finite
   * @return ranks from 1
   */
  public static List<RankedCandidate> of(List<ScoredCandidate> scored, TieBreak ties) {
    List<ScoredCandidate> ordered = new ArrayList<>(scored);
    ordered.sort(BY_SCORE.thenComparing(ties.comparator()));
    List<RankedCandidate> ranking = new ArrayList<>(ordered.size());
    for (ScoredCandidate entry : ordered) {
      Candidate candidate = entry.candidate();
      ranking.add(
          new RankedCandidate(
              candidate.docId(),
              ranking.size() + 1,
              entry.score(),
              entry.logit(),
              candidate.originalRank(),
              candidate.originalScore(),
              candidate.label(),
              entry.truncated(),
              candidate.text().length(),
              null));
    }
    return ranking;
  }
}
