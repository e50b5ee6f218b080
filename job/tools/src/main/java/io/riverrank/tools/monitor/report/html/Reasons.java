package io.riverrank.tools.monitor.report.html;

/** What a reason of a record means, and what helps. */
final class Reasons {

  private Reasons() {}

  /**
   * @return plain text; the record's own words where they say enough
   */
  static String explain(String reason) {
    return switch (reason) {
      case "cut" ->
          "results are cut by top_k and hold no all_scores: turn on rerank.output.all-scores";
      case "no judgements" -> "no judgements of these queries came (monitor --judgements)";
      case "no impressions" -> "no impressions of these queries came (monitor --interactions)";
      case "no baseline" ->
          "there is no baseline (riverrank monitor baseline makes one), nor an earlier window";
      default -> reason;
    };
  }
}
