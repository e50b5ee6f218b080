package io.riverrank.tools.evaluate.input;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/** Where relevance comes from: qrels if there are any, else the labels in the file. */
final class Judgements {
  @Nullable private final Qrels qrels;

  Judgements(@Nullable Qrels qrels) {
    this.qrels = qrels;
  }

  /** Of one document; 0 if it has none. */
  double relevance(String queryId, String docId, @Nullable Double label) {
    if (qrels == null) {
      return label == null ? 0 : label;
    }
    Map<String, Double> judged = qrels.of(queryId);
    return judged == null ? 0 : judged.getOrDefault(docId, 0.0);
  }

  /**
   * Of every judged document of a query.
   *
   * @param labels in the file, null where a document has none
   * @return null if the query was never judged
   */
  @Nullable
  double[] all(String queryId, Double[] labels) {
    if (qrels != null) {
      Map<String, Double> judged = qrels.of(queryId);
      return judged == null ? null : toArray(judged.values().toArray(new Double[0]));
    }
    double[] known = toArray(labels);
    return known.length == 0 ? null : known;
  }

  private static double[] toArray(Double[] values) {
    return Arrays.stream(values)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
