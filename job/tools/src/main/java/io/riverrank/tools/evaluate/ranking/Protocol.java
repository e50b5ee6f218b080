package io.riverrank.tools.evaluate.ranking;

import io.riverrank.operators.evaluation.Gain;
import io.riverrank.operators.evaluation.TieOrder;
import java.util.ArrayList;
import java.util.List;

/** Whose definitions count. docs/evaluation.md compares them. */
public enum Protocol {
  /** CrossEncoderRerankingEvaluator; the metrics that it lacks go by its order. */
  SENTENCE_TRANSFORMERS("sentence-transformers", TieOrder.LAST_FIRST, true, true) {
    @Override
    List<QueryMetric> headline(int k) {
      return List.of(
          new QueryMetric("map", query -> query.reranking().averagePrecision()),
          new QueryMetric("mrr@" + k, query -> query.reranking().reciprocalRank(k)),
          new QueryMetric("ndcg@" + k, query -> query.reranking().ndcg(k)));
    }
  },

  /** trec_eval: ties by document id, only queries that are both run and judged. */
  TREC_EVAL("trec_eval", TieOrder.DOC_ID_DESCENDING, true, false),

  /** ranx: ties in input order, judged queries that were not run count as 0. */
  RANX("ranx", TieOrder.FIRST_FIRST, false, true);

  private final String label;
  private final TieOrder ties;
  private final boolean gradesBelow;
  private final boolean countsEmpty;

  Protocol(String label, TieOrder ties, boolean gradesBelow, boolean countsEmpty) {
    this.label = label;
    this.ties = ties;
    this.gradesBelow = gradesBelow;
    this.countsEmpty = countsEmpty;
  }

  /** As it is written on the command line. */
  public String label() {
    return label;
  }

  TieOrder ties() {
    return ties;
  }

  /** Whether documents below the relevance threshold keep their gain in nDCG. */
  boolean gradesBelow() {
    return gradesBelow;
  }

  /** Whether a judged query without any document counts, with 0. */
  boolean countsEmpty() {
    return countsEmpty;
  }

  /** MAP, MRR and nDCG at a cut-off. */
  List<QueryMetric> headline(int k) {
    return List.of(
        new QueryMetric("map", query -> query.ranking().averagePrecision()),
        new QueryMetric("mrr@" + k, query -> query.ranking().reciprocalRank(k)),
        new QueryMetric("ndcg@" + k, query -> query.ranking().ndcg(k, Gain.LINEAR)));
  }

  List<QueryMetric> metrics(int atK, List<Integer> cutoffs) {
    List<QueryMetric> metrics = new ArrayList<>(headline(atK));
    metrics.add(new QueryMetric("mrr", query -> query.ranking().reciprocalRank(Integer.MAX_VALUE)));
    for (int k : cutoffs) {
      if (k != atK) {
        metrics.add(headline(k).get(2));
      }
    }
    cutoffs.forEach(
        k ->
            metrics.add(
                new QueryMetric(
                    "ndcg_exp@" + k, query -> query.ranking().ndcg(k, Gain.EXPONENTIAL))));
    cutoffs.forEach(
        k -> metrics.add(new QueryMetric("p@" + k, query -> query.ranking().precision(k))));
    cutoffs.forEach(
        k -> metrics.add(new QueryMetric("recall@" + k, query -> query.ranking().recall(k))));
    return metrics;
  }

  @Override
  public String toString() {
    return label;
  }
}
