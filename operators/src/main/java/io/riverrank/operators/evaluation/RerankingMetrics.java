package io.riverrank.operators.evaluation;

import java.util.Arrays;

/**
 * One query's scores and relevance, and the metrics of them that sentence-transformers'
 * CrossEncoderRerankingEvaluator takes, its handling of ties included: nDCG averages over them
 * (scikit-learn's {@code ndcg_score}), average precision takes them as one threshold
 * (scikit-learn's {@code average_precision_score}), the reciprocal rank takes them from last to
 * first.
 */
public final class RerankingMetrics {
  private final double[] relevance;
  private final double[] scores;
  private final int[] order;

  /**
   * @param relevant by document, in input order
   * @param scores by document
   */
  public RerankingMetrics(boolean[] relevant, double[] scores) {
    this.relevance = new double[relevant.length];
    for (int i = 0; i < relevant.length; i++) {
      relevance[i] = relevant[i] ? 1 : 0;
    }
    this.scores = scores;
    this.order = TieOrder.LAST_FIRST.sort(scores, null);
  }

  /** How many documents are relevant. */
  public int relevant() {
    return (int) Arrays.stream(relevance).sum();
  }

  /** 1 / rank of the first relevant one among the first {@code k}; 0 if there is none. */
  public double reciprocalRank(int k) {
    for (int i = 0; i < Math.min(k, order.length); i++) {
      if (relevance[order[i]] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /**
   * Documents of one score share the discounts of their ranks.
   *
   * @return 0 if nothing is relevant
   */
  public double ndcg(int k) {
    double dcg = 0;
    int start = 0;
    while (start < order.length) {
      int end = start;
      double gain = 0;
      double discounts = 0;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        gain += relevance[order[end]];
        discounts += end < k ? 1 / Discount.at(end) : 0;
        end++;
      }
      dcg += gain / (end - start) * discounts;
      start = end;
    }
    double best = 0;
    for (int i = 0; i < Math.min(k, relevant()); i++) {
      best += 1 / Discount.at(i);
    }
    return best == 0 ? 0 : dcg / best;
  }

  /**
   * The sum over distinct scores of the recall that the documents of that score add × the precision
   * down to it.
   *
   * @return 0 if nothing is relevant
   */
  public double averagePrecision() {
    int relevant = relevant();
    double sum = 0;
    double hits = 0;
    int start = 0;
    while (start < order.length) {
      int end = start;
      double added = 0;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        added += relevance[order[end++]];
      }
      hits += added;
      sum += added * hits / end;
      start = end;
    }
    return relevant == 0 ? 0 : sum / relevant;
  }
}
