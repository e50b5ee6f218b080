package io.riverrank.tools.evaluate;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.evaluate.figures.Evaluation;
import io.riverrank.tools.evaluate.figures.Metric;
import io.riverrank.tools.evaluate.figures.Sampling;
import io.riverrank.tools.evaluate.figures.Table;
import io.riverrank.tools.evaluate.html.RankingSections;
import io.riverrank.tools.evaluate.input.QuerySource;
import io.riverrank.tools.evaluate.ranking.QueryFigures;
import io.riverrank.tools.evaluate.ranking.RankingFigures;
import io.riverrank.tools.evaluate.ranking.RankingRun;
import io.riverrank.tools.evaluate.ranking.RankingSettings;
import io.riverrank.tools.evaluate.report.EvaluatorCsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import javax.annotation.Nullable;

/** Ranking metrics on judged queries. */
final class RankingEvaluation {
  private final RankingSettings settings;
  private final Sampling sampling;
  private final String name;
  private final RankingFigures figures;

  RankingEvaluation(RankingSettings settings, Sampling sampling, String name, int worst) {
    this.settings = settings;
    this.sampling = sampling;
    this.name = name;
    this.figures = new RankingFigures(settings, worst);
  }

  /** Names of the figures, before there are any. */
  Iterable<String> names(boolean compared) {
    RankingFigures empty = new RankingFigures(settings, 0);
    List<Metric> metrics = empty.metrics(new Sampling(0, 0, 0), compared ? empty : null);
    return new Evaluation(Map.of(), Map.of(), metrics, List.of()).numbers().keySet();
  }

  /**
   * @param models null if documents have scores
   * @param second a second run of its own; null if there is none
   */
  Outcome run(
      QuerySource source,
      @Nullable QuerySource second,
      @Nullable Models models,
      Map<String, Object> about)
      throws IOException, InterruptedException {
    RankingFigures other = new RankingFigures(settings, 0);
    boolean compared = second != null || models != null && models.other() != null;
    List<RankingRun> runs = new ArrayList<>();
    runs.add(new RankingRun(models == null ? null : models.first(), figures));
    if (models != null && models.other() != null) {
      runs.add(new RankingRun(models.other(), other));
    }
    try (ScoringProgress progress = new ScoringProgress()) {
      RankingRun.all(source, runs, progress);
      if (second != null) {
        RankingRun.all(second, List.of(new RankingRun(null, other)), progress);
      }
    }
    if (figures.queries().isEmpty()) {
      throw new UserException(
          "no query of %s has a judgement; put labels on candidates, or give --qrels with its query ids"
              .formatted(about.getOrDefault("run", about.get("input"))));
    }
    about.put("protocol", settings.protocol().label());
    List<Metric> metrics = figures.metrics(sampling, compared ? other : null);
    Evaluation evaluation =
        new Evaluation(
            about, counts(compared ? other : null), metrics, notes(compared ? other : null));
    return new Outcome(
        evaluation, csv(metrics), this::cases, () -> new RankingSections(figures).all());
  }

  private EvaluatorCsv csv(List<Metric> metrics) {
    return EvaluatorCsv.reranking(
        name,
        settings.atK(),
        metrics.get(0).value(),
        metrics.get(1).value(),
        metrics.get(2).value());
  }

  private Map<String, Long> counts(@Nullable RankingFigures other) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("queries", (long) figures.queries().size());
    counts.put("queries_unjudged", figures.unjudged());
    counts.put("queries_not_run", figures.notRun());
    counts.put("queries_without_relevant", sum(query -> query.relevant() == 0 ? 1 : 0));
    counts.put("documents", sum(QueryFigures::documents));
    counts.put("failed", sum(QueryFigures::failed));
    counts.put("truncated", sum(QueryFigures::truncated));
    if (other != null) {
      counts.put("other_failed", sum(other, QueryFigures::failed));
      counts.put("other_truncated", sum(other, QueryFigures::truncated));
    }
    return counts;
  }

  private long sum(ToLongFunction<QueryFigures> count) {
    return sum(figures, count);
  }

  private static long sum(RankingFigures figures, ToLongFunction<QueryFigures> count) {
    return figures.queries().values().stream().mapToLong(count).sum();
  }

  private List<String> notes(@Nullable RankingFigures other) {
    List<String> notes = new ArrayList<>();
    long failed = sum(QueryFigures::failed);
    if (failed > 0) {
      notes.add("No score for %s, ranked last.".formatted(Counted.of(failed, "document")));
    }
    if (figures.unjudged() > 0) {
      notes.add(
          "No judgement at all for %s, in no figure."
              .formatted(Counted.of(figures.unjudged(), "query", "queries")));
    }
    if (sum(query -> query.relevant() > 0 ? 1 : 0) == 0) {
      notes.add(
          "No document reaches the relevance threshold %s; set --relevance-threshold to what your labels mean."
              .formatted(settings.threshold()));
    }
    if (other != null && !other.queries().keySet().equals(figures.queries().keySet())) {
      notes.add(
          "The two systems have different queries: differences and tests are over those that both have,"
              + " values over each system's own.");
    }
    return notes;
  }

  private Table cases() {
    List<String> columns = new ArrayList<>(List.of("query_id", "query"));
    columns.addAll(figures.names());
    columns.addAll(List.of("documents", "relevant", "failed", "truncated"));
    List<List<Object>> rows = new ArrayList<>();
    for (QueryFigures query : figures.queries().values()) {
      List<Object> row = new ArrayList<>(List.of(query.queryId(), query.query()));
      for (double value : query.values()) {
        row.add(value);
      }
      row.addAll(List.of(query.documents(), query.relevant(), query.failed(), query.truncated()));
      rows.add(row);
    }
    return new Table(columns, rows);
  }
}
