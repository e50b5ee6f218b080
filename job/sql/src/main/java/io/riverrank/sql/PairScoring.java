package io.riverrank.sql;

import io.riverrank.operators.ranking.Ranking;
import io.riverrank.operators.scoring.PairScore;
import io.riverrank.operators.scoring.TextPair;
import io.riverrank.schemas.ModelInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Scores the pairs of a row and ranks them; what can't be scored becomes an outcome with an error.
 */
final class PairScoring implements AutoCloseable {

  private final ScoringClient client;
  private final SqlSettings settings;
  private final ErrorHandling errors;

  PairScoring(ScoringClient client, SqlSettings settings, ErrorHandling errors) {
    this.client = client;
    this.settings = settings;
    this.errors = errors;
  }

  ModelInfo model() {
    return client.model();
  }

  /** Scores one pair. */
  CompletableFuture<Outcome> score(@Nullable String query, @Nullable String document) {
    String error = error(query, "query");
    if (error == null) {
      error = error(document, "document");
    }
    CompletableFuture<Outcome> outcome =
        error == null
            ? client
                .score(List.of(new TextPair(query, document)))
                .thenApply(scores -> Outcome.of(null, null, scores.get(0)))
            : CompletableFuture.completedFuture(Outcome.failed(error));
    return outcome.thenApply(this::handled);
  }

  /**
   * Ranks candidates: those with a score, best first and ties in input order, then those without.
   *
   * @param topK candidates with a score at most; null for all
   */
  CompletableFuture<List<Outcome>> rank(
      @Nullable String query,
      @Nullable ArrayData candidates,
      CandidateType type,
      @Nullable Integer topK) {
    if (candidates == null || candidates.size() > settings.candidates()) {
      String error =
          candidates == null
              ? "candidates is NULL"
              : "candidates has %d elements, more than limits.candidates (%d) allows"
                  .formatted(candidates.size(), settings.candidates());
      return CompletableFuture.completedFuture(Outcome.failed(error))
          .thenApply(outcome -> List.of(handled(outcome)));
    }
    String queryError = error(query, "query");
    List<RowData> rows = new ArrayList<>(candidates.size());
    List<String> rowErrors = new ArrayList<>(candidates.size());
    List<TextPair> pairs = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      RowData row = type.candidate(candidates, i);
      String text = row == null ? null : type.text(row);
      String error = queryError != null ? queryError : error(text, "candidate " + (i + 1));
      rows.add(row);
      rowErrors.add(error);
      if (error == null) {
        pairs.add(new TextPair(query, text));
      }
    }
    return client.score(pairs).thenApply(scores -> ranked(outcomes(rows, rowErrors, scores), topK));
  }

  private List<Outcome> outcomes(
      List<RowData> rows, List<String> rowErrors, List<PairScore> scores) {
    Iterator<PairScore> remaining = scores.iterator();
    List<Outcome> outcomes = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RowData row = rows.get(i);
      String error = rowErrors.get(i);
      outcomes.add(
          handled(
              error == null
                  ? Outcome.of(row, i + 1, remaining.next())
                  : new Outcome(row, i + 1, null, null, error)));
    }
    return outcomes;
  }

  private static List<Outcome> ranked(List<Outcome> outcomes, @Nullable Integer topK) {
    List<Outcome> best = new ArrayList<>(outcomes.stream().filter(Outcome::hasScore).toList());
    best.sort(Ranking.byScore(outcome -> outcome.score().score()));
    int kept = topK == null ? best.size() : Math.min(Math.max(topK, 0), best.size());
    List<Outcome> ranked = new ArrayList<>(outcomes.size());
    for (Outcome outcome : best.subList(0, kept)) {
      ranked.add(outcome.withRank(ranked.size() + 1));
    }
    outcomes.stream().filter(outcome -> !outcome.hasScore()).forEach(ranked::add);
    return ranked;
  }

  /** Null if the text can be scored. */
  @Nullable
  private String error(@Nullable String text, String what) {
    if (text == null) {
      return what + " is NULL";
    }
    return text.length() > settings.textChars()
        ? "%s has %d characters, more than limits.text-chars (%d) allows"
            .formatted(what, text.length(), settings.textChars())
        : null;
  }

  private Outcome handled(Outcome outcome) {
    if (outcome.error() == null || errors == ErrorHandling.COLUMN) {
      return outcome;
    }
    if (errors == ErrorHandling.FAIL) {
      throw new FlinkRuntimeException(
          "a pair can't be scored, and error-handling is 'fail': " + outcome.error());
    }
    return new Outcome(outcome.candidate(), outcome.position(), null, null, null);
  }

  @Override
  public void close() {
    client.close();
  }
}
