package io.riverrank.tools.evaluate.ranking;

import java.util.List;

/**
 * A query that went badly, with the documents that show why.
 *
 * @param value of the metric by which it is bad
 */
public record WorstQuery(
    String queryId, String query, double value, int relevant, List<Shown> documents) {

  /**
   * One document.
   *
   * @param rank from 1
   * @param text cut to what a page can show; empty if there is none
   */
  public record Shown(String docId, int rank, double score, boolean relevant, String text) {}
}
