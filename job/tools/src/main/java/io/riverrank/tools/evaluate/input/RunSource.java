package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.evaluation.TieOrder;
import io.riverrank.schemas.trec.RunLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A TREC run, in memory, with its scores; or, given texts, its documents for a model to score.
 * Queries that are judged but not in the run come last, without documents.
 */
public final class RunSource implements QuerySource {
  private final Map<String, Map<String, Double>> run = new LinkedHashMap<>();
  private final Qrels qrels;
  private final Judgements judgements;
  private final Iterator<String> queryIds;
  @Nullable private final RunTexts texts;

  /**
   * @param queries and {@code corpus}: texts, both or none; with them the run's order is what the
   *     model reranks
   * @param ignoreIdenticalIds whether a document with its query's id is left out
   */
  public RunSource(
      InputFile file,
      Qrels qrels,
      @Nullable InputFile queries,
      @Nullable InputFile corpus,
      boolean ignoreIdenticalIds)
      throws IOException {
    this.qrels = qrels;
    this.judgements = new Judgements(qrels);
    read(file, ignoreIdenticalIds);
    Set<String> ids = new LinkedHashSet<>(run.keySet());
    ids.addAll(qrels.queryIds());
    this.queryIds = ids.iterator();
    this.texts = queries == null || corpus == null ? null : RunTexts.read(queries, corpus, run);
  }

  private void read(InputFile file, boolean ignoreIdenticalIds) throws IOException {
    Set<List<?>> ranks = new HashSet<>();
    try (TrecLines<RunLine> lines =
        new TrecLines<>(file, line -> RunLine.isNone(line) ? null : RunLine.parse(line))) {
      for (RunLine line = lines.next(); line != null; line = lines.next()) {
        if (!line.hasScore() && !ranks.add(List.of(line.queryId(), line.rank()))) {
          throw lines.error(
              "has rank %d of query %s a second time; of three fields the last is a rank, and no grade"
                  .formatted(line.rank(), line.queryId()));
        }
        if (ignoreIdenticalIds && line.docId().equals(line.queryId())) {
          continue;
        }
        Map<String, Double> documents =
            run.computeIfAbsent(line.queryId(), id -> new LinkedHashMap<>());
        if (documents.put(line.docId(), line.score()) != null) {
          throw lines.error(
              "has document %s of query %s a second time".formatted(line.docId(), line.queryId()));
        }
      }
    }
    if (run.isEmpty()) {
      throw new UserException(
          file.name() + " is empty; a run has \"query_id Q0 doc_id rank score tag\" lines");
    }
  }

  @Override
  @Nullable
  public JudgedQuery next() {
    return queryIds.hasNext() ? judged(queryIds.next()) : null;
  }

  private JudgedQuery judged(String queryId) {
    List<JudgedDocument> documents = new ArrayList<>();
    Map<String, Double> scores = run.getOrDefault(queryId, Map.of());
    scores.forEach(
        (docId, score) ->
            documents.add(
                new JudgedDocument(
                    docId,
                    texts == null ? null : texts.document(docId),
                    judgements.relevance(queryId, docId, null),
                    texts == null ? score : Double.NaN,
                    false)));
    double[] judged = qrels.of(queryId) == null ? null : judgements.all(queryId, new Double[0]);
    return new JudgedQuery(
        queryId,
        texts == null || documents.isEmpty() ? "" : texts.query(queryId),
        documents,
        judged,
        texts == null ? null : before(scores, documents));
  }

  private static double[] before(Map<String, Double> scores, List<JudgedDocument> documents) {
    double[] values = scores.values().stream().mapToDouble(Double::doubleValue).toArray();
    int[] order = TieOrder.DOC_ID_DESCENDING.sort(values, List.copyOf(scores.keySet()));
    double[] before = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      before[i] = documents.get(order[i]).relevance();
    }
    return before;
  }

  @Override
  public void close() {
    run.clear();
  }
}
