package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.trec.Qrel;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** Relevance judgements by query and document, in memory. */
public final class Qrels {
  private final Map<String, Map<String, Double>> relevances = new LinkedHashMap<>();

  private Qrels() {}

  /**
   * Reads TREC's or BEIR's format.
   *
   * @throws UserException if a line is wrong, a document is judged twice with different results, or
   *     there is none
   */
  public static Qrels read(InputFile file) throws IOException {
    Qrels qrels = new Qrels();
    try (TrecLines<Qrel> lines =
        new TrecLines<>(file, line -> Qrel.isNone(line) ? null : Qrel.parse(line))) {
      for (Qrel qrel = lines.next(); qrel != null; qrel = lines.next()) {
        qrels.add(qrel, lines);
      }
    }
    if (qrels.relevances.isEmpty()) {
      throw new UserException(
          file.name() + " has no judgements; it takes \"query_id 0 doc_id relevance\" lines");
    }
    return qrels;
  }

  private void add(Qrel qrel, TrecLines<Qrel> lines) {
    Double other =
        relevances
            .computeIfAbsent(qrel.queryId(), id -> new HashMap<>())
            .put(qrel.docId(), (double) qrel.relevance());
    if (other != null && other != qrel.relevance()) {
      throw lines.error(
          "judges document %s of query %s again, otherwise than before"
              .formatted(qrel.docId(), qrel.queryId()));
    }
  }

  Set<String> queryIds() {
    return relevances.keySet();
  }

  /** By document; null if the query was never judged. */
  @Nullable
  Map<String, Double> of(String queryId) {
    return relevances.get(queryId);
  }
}
