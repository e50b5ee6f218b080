package io.riverrank.schemas;

import javax.annotation.Nullable;

/**
 * One line of a ranking.
 *
 * @param rank from 1
 * @param score the model's output after its activation
 * @param logit the model's raw output
 * @param truncated whether the pair had more tokens than the model takes
 * @param textChars length of its text in UTF-16 units; null where the text isn't known any more
 * @param team who drafted it into an interleaved ranking; null in others
 */
public record RankedCandidate(
    String docId,
    int rank,
    double score,
    double logit,
    @Nullable Long originalRank,
    @Nullable Double originalScore,
    @Nullable Double label,
    boolean truncated,
    @Nullable Integer textChars,
    @Nullable Team team) {

  /** Of one model's ranking, without its text. */
  public RankedCandidate(
      String docId,
      int rank,
      double score,
      double logit,
      @Nullable Long originalRank,
      @Nullable Double originalScore,
      @Nullable Double label,
      boolean truncated) {
    this(docId, rank, score, logit, originalRank, originalScore, label, truncated, null, null);
  }

  /** The same in an interleaved ranking. */
  public RankedCandidate drafted(int newRank, Team drafter) {
    return new RankedCandidate(
        docId,
        newRank,
        score,
        logit,
        originalRank,
        originalScore,
        label,
        truncated,
        textChars,
        drafter);
  }
}
