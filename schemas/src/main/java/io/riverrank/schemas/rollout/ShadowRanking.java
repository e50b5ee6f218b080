package io.riverrank.schemas.rollout;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What champion and challenger make of the same query; the champion's is what was answered. At most
 * once for a query.
 */
public record ShadowRanking(String queryId, Side champion, Side challenger, Agreement agreement) {

  /**
   * One model's ranking.
   *
   * @param model fingerprint
   * @param results all ranked candidates, best first, whatever {@code top_k} says
   */
  public record Side(String model, List<Entry> results) {
    public Side {
      results = List.copyOf(results);
    }
  }

  /**
   * One candidate.
   *
   * @param rank from 1
   * @param score the model's output after its activation
   * @param logit the model's raw output
   * @param truncated whether the pair had more tokens than the model takes
   */
  public record Entry(String docId, int rank, double score, double logit, boolean truncated) {}

  /**
   * How the two agree, as monitoring's figures of these names say; the champion's ranking is the
   * original order.
   *
   * @param kendallTauB null with fewer than two candidates, or where all of the challenger's scores
   *     are equal
   * @param overlap of the first ten
   * @param scoreDifference mean over candidates of |challenger's score − champion's|
   */
  public record Agreement(
      double rbo,
      @Nullable Double kendallTauB,
      boolean top1Same,
      double overlap,
      double scoreDifference) {}
}
