package io.riverrank.tools.evaluate.ranking;

import java.util.List;

/**
 * How rankings are measured.
 *
 * @param atK cut-off of MRR and nDCG
 * @param cutoffs of precision, recall and nDCG
 * @param threshold relevance from which a document is relevant
 */
public record RankingSettings(Protocol protocol, int atK, List<Integer> cutoffs, double threshold) {

  List<QueryMetric> metrics() {
    return protocol.metrics(atK, cutoffs);
  }
}
