package io.riverrank.operators.monitoring.figures;

import io.riverrank.schemas.CandidateScore;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/** The search engine's order of candidates, E. */
final class OriginalOrder {

  private OriginalOrder() {}

  /**
   * By {@code original_rank} if all have it, else by {@code original_score} descending if all have
   * that; ties by doc_id.
   *
   * @return indices into {@code scores}, best first; null if there is no such order
   */
  @Nullable
  static int[] of(List<CandidateScore> scores) {
    Comparator<CandidateScore> order;
    if (scores.stream().allMatch(score -> score.originalRank() != null)) {
      order = Comparator.comparing(CandidateScore::originalRank);
    } else if (scores.stream().allMatch(score -> score.originalScore() != null)) {
      // 0.0 and -0.0 are equal scores, which Double.compareTo denies.
      order = Comparator.comparing(score -> -(score.originalScore() + 0.0));
    } else {
      return null;
    }
    Comparator<CandidateScore> total = order.thenComparing(CandidateScore::docId);
    return IntStream.range(0, scores.size())
        .boxed()
        .sorted(Comparator.comparing(scores::get, total))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
