package io.riverrank.operators.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a ranking by scores and another order of the same documents agree.
 *
 * @param rbo rank-biased overlap, extrapolated, p = 0.9
 * @param kendallTauB between −position in the other order and score, so that ties in scores are
 *     ties; NaN with fewer than two documents, or equal scores only
 * @param top1Same whether both begin with the same document
 * @param overlap shared documents of the first min(10, n) of both, ÷ min(10, n)
 */
public record RankingAgreement(double rbo, double kendallTauB, boolean top1Same, double overlap) {

  /** Documents that {@code overlap} looks at. */
  public static final int FIRST = 10;

  private static final double PERSISTENCE = 0.9;

  /**
   * @param scores {@code [documents]}, best first; at least one
   * @param other the other order, best first, as indices into {@code scores}
   */
  public static RankingAgreement of(double[] scores, int[] other) {
    int n = scores.length;
    int first = Math.min(FIRST, n);
    long shared = Arrays.stream(other, 0, first).filter(index -> index < first).count();
    return new RankingAgreement(
        RankBiasedOverlap.extrapolated(IntStream.range(0, n).toArray(), other, n, PERSISTENCE),
        KendallTau.b(minusPositions(other), scores),
        other[0] == 0,
        shared / (double) first);
  }

  /** −position in an order, by document: larger is better, as with scores. */
  public static double[] minusPositions(int[] order) {
    double[] minusPositions = new double[order.length];
    for (int position = 0; position < order.length; position++) {
      minusPositions[order[position]] = -position;
    }
    return minusPositions;
  }
}
