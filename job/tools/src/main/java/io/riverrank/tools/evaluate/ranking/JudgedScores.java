package io.riverrank.tools.evaluate.ranking;

import io.riverrank.operators.evaluation.JudgedRanking;
import io.riverrank.operators.evaluation.RerankingMetrics;
import io.riverrank.operators.evaluation.TieOrder;
import java.util.Arrays;
import java.util.List;

/** One query's documents in the two forms that metrics take. */
record JudgedScores(JudgedRanking ranking, RerankingMetrics reranking, int[] order) {

  /**
   * @param relevances by document, in input order; {@code judged}: of all judged documents
   * @param scores by document; NaN for one that has none, which ranks below all others
   * @param gradesBelow whether documents below the threshold keep their gain
   */
  static JudgedScores of(
      List<String> docIds,
      double[] relevances,
      double[] judged,
      double[] scores,
      double threshold,
      TieOrder ties,
      boolean gradesBelow) {
    double[] known =
        Arrays.stream(scores)
            .map(score -> Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score)
            .toArray();
    boolean[] relevant = new boolean[relevances.length];
    for (int i = 0; i < relevant.length; i++) {
      relevant[i] = relevances[i] >= threshold;
    }
    int[] order = ties.sort(known, docIds);
    double[] gains = Arrays.stream(order).mapToDouble(i -> relevances[i]).toArray();
    JudgedRanking ranking =
        gradesBelow
            ? new JudgedRanking(gains, judged, threshold)
            : new JudgedRanking(cut(gains, threshold), cut(judged, threshold), threshold);
    return new JudgedScores(ranking, new RerankingMetrics(relevant, known), order);
  }

  private static double[] cut(double[] gains, double threshold) {
    return Arrays.stream(gains).map(gain -> gain >= threshold ? gain : 0).toArray();
  }
}
