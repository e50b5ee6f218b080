package io.riverrank.operators.evaluation;

import java.util.Arrays;

/**
 * One query's ranking with its judgements, and the metrics of it.
 *
 * @param gains relevance of the ranked documents, best rank first; 0 where there is no judgement
 * @param judged relevance of every judged document of the query, ranked or not, in any order
 * @param threshold from which a document is relevant
 */
public record JudgedRanking(double[] gains, double[] judged, double threshold) {

  /** How many documents are relevant, ranked or not. */
  public int relevant() {
    return (int) Arrays.stream(judged).filter(this::isRelevant).count();
  }

  /** Relevant ones among the first {@code k} / k, however many are ranked. */
  public double precision(int k) {
    return hits(k) / (double) k;
  }

  /** Relevant ones among the first {@code k} / all relevant; 0 if there are none. */
  public double recall(int k) {
    int relevant = relevant();
    return relevant == 0 ? 0 : hits(k) / (double) relevant;
  }

  /** 1 / rank of the first relevant one among the first {@code k}; 0 if there is none. */
  public double reciprocalRank(int k) {
    for (int i = 0; i < Math.min(k, gains.length); i++) {
      if (isRelevant(gains[i])) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /** Mean over the relevant documents of the precision at their rank; 0 where not ranked. */
  public double averagePrecision() {
    int relevant = relevant();
    int hits = 0;
    double sum = 0;
    for (int i = 0; i < gains.length; i++) {
      if (isRelevant(gains[i])) {
        hits++;
        sum += hits / (i + 1.0);
      }
    }
    return relevant == 0 ? 0 : sum / relevant;
  }

  /**
   * Normalised discounted cumulative gain, discount log2(rank + 1).
   *
   * @return 0 if no document has a gain
   */
  public double ndcg(int k, Gain gain) {
    double[] ideal = judged.clone();
    Arrays.sort(ideal);
    for (int i = 0, j = ideal.length - 1; i < j; i++, j--) {
      double swap = ideal[i];
      ideal[i] = ideal[j];
      ideal[j] = swap;
    }
    double best = dcg(ideal, k, gain);
    return best == 0 ? 0 : dcg(gains, k, gain) / best;
  }

  private double dcg(double[] relevances, int k, Gain gain) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, relevances.length); i++) {
      sum += gain.of(relevances[i]) / Discount.at(i);
    }
    return sum;
  }

  private int hits(int k) {
    int hits = 0;
    for (int i = 0; i < Math.min(k, gains.length); i++) {
      if (isRelevant(gains[i])) {
        hits++;
      }
    }
    return hits;
  }

  private boolean isRelevant(double relevance) {
    return relevance >= threshold;
  }
}
