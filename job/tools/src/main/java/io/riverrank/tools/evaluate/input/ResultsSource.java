package io.riverrank.tools.evaluate.input;

import io.riverrank.schemas.FailedCandidate;
import io.riverrank.schemas.RankedCandidate;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.ResultReader;
import io.riverrank.tools.text.JsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Riverrank's own results, one a line, with the scores that they have. Those of an interleaved
 * ranking are of two models and can't be compared; its ranks, negated, stand in for them.
 */
public final class ResultsSource implements QuerySource {
  private final JsonLines lines;
  private final ResultReader results = new ResultReader();
  private final Judgements judgements;
  private final boolean ignoreIdenticalIds;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param qrels null if the results have labels
   * @param ignoreIdenticalIds whether a candidate with its query's id is left out
   */
  public ResultsSource(InputFile file, @Nullable Qrels qrels, boolean ignoreIdenticalIds) {
    this.ignoreIdenticalIds = ignoreIdenticalIds;
    this.lines = new JsonLines(file.name(), file.reader());
    this.judgements = new Judgements(qrels);
  }

  @Override
  @Nullable
  public JudgedQuery next() {
    String line = lines.nextLine();
    if (line == null) {
      return null;
    }
    RerankResult result;
    try {
      result = results.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw lines.error("is no result: " + e.getMessage());
    }
    if (!seen.add(result.queryId())) {
      throw lines.error("has query_id %s a second time".formatted(result.queryId()));
    }
    return judged(result);
  }

  private JudgedQuery judged(RerankResult result) {
    String id = result.queryId();
    List<RankedCandidate> ranking =
        result.results().stream().filter(ranked -> counts(id, ranked.docId())).toList();
    List<JudgedDocument> documents = new ArrayList<>();
    for (RankedCandidate ranked : ranking) {
      double relevance = judgements.relevance(id, ranked.docId(), ranked.label());
      documents.add(
          new JudgedDocument(
              ranked.docId(),
              null,
              relevance,
              result.isInterleaved() ? -ranked.rank() : ranked.score(),
              ranked.truncated()));
    }
    double[] before = before(id, ranking);
    for (FailedCandidate failed : result.failed()) {
      if (counts(id, failed.docId())) {
        double relevance = judgements.relevance(id, failed.docId(), null);
        documents.add(new JudgedDocument(failed.docId(), null, relevance, Double.NaN, false));
      }
    }
    Double[] labels = ranking.stream().map(RankedCandidate::label).toArray(Double[]::new);
    return new JudgedQuery(id, result.query(), documents, judgements.all(id, labels), before);
  }

  private boolean counts(String queryId, String docId) {
    return !ignoreIdenticalIds || !docId.equals(queryId);
  }

  @Nullable
  private double[] before(String queryId, List<RankedCandidate> ranking) {
    if (ranking.stream().map(RankedCandidate::originalRank).anyMatch(Objects::isNull)) {
      return null;
    }
    return ranking.stream()
        .sorted(Comparator.comparing(RankedCandidate::originalRank))
        .mapToDouble(ranked -> judgements.relevance(queryId, ranked.docId(), ranked.label()))
        .toArray();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
