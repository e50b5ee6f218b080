package io.riverrank.schemas;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What monitoring needs of one ranked candidate: an entry of {@code all_scores}. All but id, rank
 * and score may be unknown, as in results of older versions.
 *
 * @param rank from 1
 * @param score the model's output after its activation
 * @param logit the model's raw output
 * @param truncated whether the pair had more tokens than the model takes
 * @param textChars length of its text in UTF-16 units
 */
public record CandidateScore(
    String docId,
    int rank,
    double score,
    @Nullable Double logit,
    @Nullable Long originalRank,
    @Nullable Double originalScore,
    @Nullable Double label,
    @Nullable Boolean truncated,
    @Nullable Integer textChars) {

  /** Of every ranked candidate, those too that {@code top_k} cuts. */
  public static List<CandidateScore> allOf(RerankResult result) {
    return result.allScores() == null
        ? result.results().stream().map(CandidateScore::of).toList()
        : result.allScores();
  }

  public static CandidateScore of(RankedCandidate ranked) {
    return new CandidateScore(
        ranked.docId(),
        ranked.rank(),
        ranked.score(),
        ranked.logit(),
        ranked.originalRank(),
        ranked.originalScore(),
        ranked.label(),
        ranked.truncated(),
        ranked.textChars());
  }
}
