package io.riverrank.tools.evaluate.ranking;

import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.tools.evaluate.figures.Comparison;
import io.riverrank.tools.evaluate.figures.Doubles;
import io.riverrank.tools.evaluate.figures.Metric;
import io.riverrank.tools.evaluate.figures.Sampling;
import io.riverrank.tools.evaluate.input.JudgedDocument;
import io.riverrank.tools.evaluate.input.JudgedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.annotation.Nullable;

/** One system's figures: query by query as they come, then their means. */
public final class RankingFigures {
  private final RankingSettings settings;
  private final List<QueryMetric> metrics;
  private final Map<String, QueryFigures> queries = new LinkedHashMap<>();
  private final Doubles scores = new Doubles();
  private final Doubles relevances = new Doubles();
  private final WorstQueries worst;
  private long unjudged;
  private long notRun;

  /**
   * @param worst how many of the worst queries to keep with their texts
   */
  public RankingFigures(RankingSettings settings, int worst) {
    this.settings = settings;
    this.metrics = settings.metrics();
    this.worst = new WorstQueries(worst, headline());
  }

  /** Place of nDCG at the main cut-off, by which queries are worst. */
  public int headline() {
    return 2;
  }

  /** Names of the metrics, in the order of {@link QueryFigures#values}. */
  public List<String> names() {
    return metrics.stream().map(QueryMetric::name).toList();
  }

  /**
   * Takes one query.
   *
   * @param given by document; NaN for one that couldn't be scored
   * @param truncated by document
   */
  void add(JudgedQuery query, double[] given, boolean[] truncated) {
    if (query.judged() == null) {
      unjudged++;
      return;
    }
    if (query.documents().isEmpty() && !settings.protocol().countsEmpty()) {
      notRun++;
      return;
    }
    double[] relevance =
        query.documents().stream().mapToDouble(JudgedDocument::relevance).toArray();
    JudgedScores judged = judged(query, relevance, given);
    int failed = 0;
    int cut = 0;
    for (int i = 0; i < given.length; i++) {
      failed += Double.isNaN(given[i]) ? 1 : 0;
      cut += truncated[i] ? 1 : 0;
      if (!Double.isNaN(given[i])) {
        scores.add(given[i]);
        relevances.add(relevance[i] >= settings.threshold() ? 1 : 0);
      }
    }
    QueryFigures figures =
        new QueryFigures(
            query.queryId(),
            query.query(),
            values(judged),
            before(query),
            given.length,
            judged.ranking().relevant(),
            failed,
            cut);
    queries.put(query.queryId(), figures);
    worst.offer(figures, query, given, judged.order(), settings.threshold());
  }

  private JudgedScores judged(JudgedQuery query, double[] relevance, double[] given) {
    return JudgedScores.of(
        query.documents().stream().map(JudgedDocument::docId).toList(),
        relevance,
        query.judged(),
        given,
        settings.threshold(),
        settings.protocol().ties(),
        settings.protocol().gradesBelow());
  }

  /** As the evaluators do: the first document has the highest score, no two the same. */
  @Nullable
  private double[] before(JudgedQuery query) {
    double[] before = query.before();
    if (before == null) {
      return null;
    }
    List<String> ids = IntStream.range(0, before.length).mapToObj(Integer::toString).toList();
    double[] descending = IntStream.range(0, before.length).mapToDouble(i -> -i).toArray();
    return values(
        JudgedScores.of(
            ids,
            before,
            query.judged(),
            descending,
            settings.threshold(),
            settings.protocol().ties(),
            settings.protocol().gradesBelow()));
  }

  private double[] values(JudgedScores judged) {
    return metrics.stream().mapToDouble(metric -> metric.of().applyAsDouble(judged)).toArray();
  }

  /** By query id, in input order. */
  public Map<String, QueryFigures> queries() {
    return queries;
  }

  /** Scores of all documents that have one, and whether (1, 0) each is relevant. */
  public double[] scores() {
    return scores.toArray();
  }

  /** To {@link #scores()}. */
  public double[] relevances() {
    return relevances.toArray();
  }

  /** The worst queries, worst first. */
  public List<WorstQuery> worst() {
    return worst.list();
  }

  /** Queries without a single judgement: they count in no figure. */
  public long unjudged() {
    return unjudged;
  }

  /** Judged queries that have no documents and don't count by the protocol. */
  public long notRun() {
    return notRun;
  }

  /** Means over queries, with intervals; against {@code other} on the queries that both have. */
  public List<Metric> metrics(Sampling sampling, @Nullable RankingFigures other) {
    List<Metric> means = new ArrayList<>();
    boolean known = queries.values().stream().allMatch(query -> query.before() != null);
    for (int i = 0; i < metrics.size(); i++) {
      int metric = i;
      double[] values =
          queries.values().stream().mapToDouble(query -> query.values()[metric]).toArray();
      double before =
          known
              ? Correlation.mean(
                  queries.values().stream().mapToDouble(q -> q.before()[metric]).toArray())
              : Double.NaN;
      means.add(
          new Metric(
              metrics.get(i).name(),
              Correlation.mean(values),
              sampling.intervals().mean(values),
              before,
              other == null ? null : comparison(i, other, sampling)));
    }
    return means;
  }

  private Comparison comparison(int metric, RankingFigures other, Sampling sampling) {
    List<String> common = queries.keySet().stream().filter(other.queries::containsKey).toList();
    double[] differences =
        common.stream()
            .mapToDouble(
                id -> other.queries.get(id).values()[metric] - queries.get(id).values()[metric])
            .toArray();
    long wins = count(differences, 1);
    long losses = count(differences, -1);
    return new Comparison(
        Correlation.mean(
            other.queries.values().stream().mapToDouble(q -> q.values()[metric]).toArray()),
        Correlation.mean(differences),
        sampling.intervals().mean(differences),
        sampling.test().ofMeans(differences),
        wins,
        differences.length - wins - losses,
        losses);
  }

  private static long count(double[] differences, int sign) {
    return Arrays.stream(differences).filter(d -> Math.signum(d) == sign).count();
  }
}
