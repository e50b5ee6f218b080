package io.riverrank.tools.monitor.report.figures;

import java.util.List;

/** The figures that say most about a ranking. */
public final class Headlines {
  private static final List<String> ORDER =
      List.of(
          "ndcg",
          "self_ndcg",
          "rbo",
          "click_mrr",
          "low_relevance",
          "zero_results",
          "mrr",
          "map",
          "coec",
          "abandoned",
          "best_score",
          "failed_share",
          "latency_ms");

  private Headlines() {}

  /** Those that are there, the most telling first, whatever their cut-off is. */
  public static List<String> of(List<String> figures, int most) {
    return ORDER.stream()
        .flatMap(
            plain -> figures.stream().filter(name -> FigureText.withoutCutOff(name).equals(plain)))
        .limit(most)
        .toList();
  }
}
