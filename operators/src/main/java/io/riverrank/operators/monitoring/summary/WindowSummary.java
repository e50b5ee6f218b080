package io.riverrank.operators.monitoring.summary;

import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.RankCounts;
import io.riverrank.operators.monitoring.drift.ReferenceDistribution;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.figures.Reason;
import io.riverrank.operators.monitoring.figures.ShownRank;
import io.riverrank.schemas.monitoring.Example;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What is kept of the queries of one window, segment and model. Adding and merging commute: counts,
 * bins and examples to the last digit, means but for rounding, sketches within their rank error.
 *
 * <p>Mutable; not thread safe.
 */
public final class WindowSummary {

  static final Figure[] FIGURES = Figure.values();

  private long queries;

  /** Queries with a document shown at a known rank. */
  private long shownQueries;

  private final Map<Figure, Moments> figures;
  private final Map<Figure, Set<Reason>> reasons;
  private final Map<Distribution, DistributionSummary> distributions;
  private final RankCounts ranks;
  private final TopExamples examples;

  WindowSummary(SummarySettings settings, @Nullable BaselineSegment baseline) {
    this(
        0,
        0,
        new EnumMap<>(Figure.class),
        new EnumMap<>(Figure.class),
        new EnumMap<>(Distribution.class),
        new RankCounts(),
        new TopExamples(settings.examples()));
    for (Distribution distribution : Distribution.values()) {
      distributions.put(
          distribution,
          new DistributionSummary(
              settings.sketchSize(), baseline == null ? null : baseline.edges(distribution)));
    }
  }

  WindowSummary(
      long queries,
      long shownQueries,
      Map<Figure, Moments> figures,
      Map<Figure, Set<Reason>> reasons,
      Map<Distribution, DistributionSummary> distributions,
      RankCounts ranks,
      TopExamples examples) {
    this.queries = queries;
    this.shownQueries = shownQueries;
    this.figures = figures;
    this.reasons = reasons;
    this.distributions = distributions;
    this.ranks = ranks;
    this.examples = examples;
  }

  public void add(QueryFigures query) {
    queries++;
    for (Figure figure : FIGURES) {
      Reason reason = query.reason(figure);
      if (reason == null) {
        moments(figure).add(query.value(figure));
      } else {
        reasons(figure).add(reason);
      }
    }
    distributions.forEach((distribution, summary) -> summary.add(query.values(distribution)));
    shownQueries += query.shown().isEmpty() ? 0 : 1;
    for (ShownRank shown : query.shown()) {
      ranks.add(shown.rank(), shown.clicked());
    }
    if (query.reason(Figure.RBO) == null && examples.takes(query.value(Figure.RBO))) {
      examples.add(query.example());
    }
  }

  /**
   * Adds the queries of another summary, which stays as it is.
   *
   * @throws IllegalArgumentException if the other counts in another baseline's bins
   */
  public void merge(WindowSummary other) {
    queries += other.queries;
    shownQueries += other.shownQueries;
    other.figures.forEach((figure, moments) -> moments(figure).merge(moments));
    other.reasons.forEach((figure, found) -> reasons(figure).addAll(found));
    other.distributions.forEach(
        (distribution, summary) -> distributions.get(distribution).merge(summary));
    ranks.merge(other.ranks);
    examples.merge(other.examples);
  }

  /** Whether both count in the bins of one baseline, so that they can merge. */
  public boolean hasBinsOf(WindowSummary other) {
    return distributions.entrySet().stream()
        .allMatch(entry -> entry.getValue().hasBinsOf(other.distributions.get(entry.getKey())));
  }

  /** Forgets the counts in a baseline's bins; sketches and moments stay. */
  public void dropBins() {
    distributions.values().forEach(DistributionSummary::dropBins);
  }

  /**
   * What later windows can be compared with: distributions and clicks, no figures, no texts and no
   * bins. It shares what it holds with this summary, which loses its bins, too.
   */
  public WindowSummary withoutFigures() {
    dropBins();
    return new WindowSummary(
        queries,
        shownQueries,
        new EnumMap<>(Figure.class),
        new EnumMap<>(Figure.class),
        distributions,
        ranks,
        new TopExamples(0));
  }

  /** Results, those included that count in no figure. */
  public long queries() {
    return queries;
  }

  /** Moments of a figure over the queries that count in it. */
  public Moments figure(Figure figure) {
    return figures.getOrDefault(figure, new Moments());
  }

  /**
   * What windows are compared with from now on. It shares what it holds with this summary, which
   * must not be added to any more.
   *
   * @param k the cut-off in the names of judged figures
   */
  public BaselineSegment toBaseline(int k) {
    Map<String, Moments> means = new LinkedHashMap<>();
    figures.forEach((figure, moments) -> means.put(figure.label(k), moments));
    Map<Distribution, ReferenceDistribution> references = new EnumMap<>(Distribution.class);
    distributions.forEach(
        (distribution, summary) ->
            references.put(
                distribution,
                ReferenceDistribution.of(summary.sketch(), summary.moments().deviation())));
    return new BaselineSegment(queries, means, ranks, references);
  }

  /** Why no query counts in a figure. */
  Reason whyNone(Figure figure) {
    Set<Reason> found = reasons.get(figure);
    return found == null ? Reason.NO_QUERIES : found.iterator().next();
  }

  DistributionSummary distribution(Distribution distribution) {
    return distributions.get(distribution);
  }

  RankCounts ranks() {
    return ranks;
  }

  long shownQueries() {
    return shownQueries;
  }

  List<Example> examples() {
    return examples.list();
  }

  /** In a form that tells its version. */
  public void write(DataOutput out) throws IOException {
    SummaryCodec.write(
        queries, shownQueries, figures, reasons, distributions, ranks, examples, out);
  }

  /**
   * @throws IOException if the bytes are of a newer version
   */
  public static WindowSummary read(DataInput in) throws IOException {
    return SummaryCodec.read(in);
  }

  public byte[] toBytes() {
    return SummaryCodec.toBytes(this);
  }

  /**
   * @throws IOException if the bytes are of a newer version
   */
  public static WindowSummary fromBytes(byte[] bytes) throws IOException {
    return SummaryCodec.fromBytes(bytes);
  }

  private Moments moments(Figure figure) {
    return figures.computeIfAbsent(figure, any -> new Moments());
  }

  private Set<Reason> reasons(Figure figure) {
    return reasons.computeIfAbsent(figure, any -> EnumSet.noneOf(Reason.class));
  }
}
