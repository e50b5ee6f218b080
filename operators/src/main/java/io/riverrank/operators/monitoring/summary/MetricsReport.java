package io.riverrank.operators.monitoring.summary;

import io.riverrank.operators.evaluation.Interval;
import io.riverrank.operators.evaluation.MeanIntervals;
import io.riverrank.operators.evaluation.Moments;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.drift.DriftMeasures;
import io.riverrank.operators.monitoring.drift.RankCounts;
import io.riverrank.operators.monitoring.drift.ValueSketch;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.Reason;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** From a summary to the metrics record of its window, segment and model. */
public final class MetricsReport {

  private static final double ERROR = 0.05;
  public static final int CTR_RANKS = 10;
  private static final List<Double> QUANTILES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  private final WindowSummary summary;
  private final Comparison comparison;
  private final int k;

  /**
   * @param k the cut-off in the names of judged figures
   */
  public MetricsReport(WindowSummary summary, Comparison comparison, int k) {
    this.summary = summary;
    this.comparison = comparison;
    this.k = k;
  }

  /**
   * @param segmentOverflow whether the window had more segments than are kept
   * @param model fingerprint; null if the results name none
   */
  public WindowMetrics toMetrics(
      long windowStartMs,
      long windowEndMs,
      Map<String, String> segment,
      boolean segmentOverflow,
      @Nullable String model,
      int revision) {
    Map<String, Drift> drift = new LinkedHashMap<>();
    Map<String, Map<String, Double>> quantiles = new LinkedHashMap<>();
    Map<String, Double> rankErrors = new LinkedHashMap<>();
    for (Distribution distribution : Distribution.values()) {
      String name = distribution.toString();
      DistributionSummary values = summary.distribution(distribution);
      Drift measured = drift(distribution, values);
      if (measured != null) {
        drift.put(name, measured.comparedWith(comparison.from()));
      }
      if (values.sketch().n() > 0) {
        quantiles.put(name, quantiles(values.sketch()));
        rankErrors.put(name, values.sketch().rankError());
      }
    }
    return new WindowMetrics(
        windowStartMs,
        windowEndMs,
        segment,
        segmentOverflow,
        model,
        revision,
        summary.queries(),
        figures(),
        drift,
        quantiles,
        rankErrors,
        summary.examples());
  }

  @Nullable
  private Drift drift(Distribution distribution, DistributionSummary values) {
    BaselineSegment baseline = comparison.baseline();
    if (baseline == null) {
      return comparison.missing() == null
          ? null
          : DriftMeasures.missing(values.sketch(), comparison.missing());
    }
    return DriftMeasures.of(
        baseline.distributions().get(distribution),
        values.sketch(),
        values.countsIn(baseline.edges(distribution)));
  }

  /** Every figure, in the order of records. */
  public Map<String, FigureValue> figures() {
    Map<String, FigureValue> figures = new LinkedHashMap<>();
    for (Figure figure : WindowSummary.FIGURES) {
      if (figure == Figure.INTERLEAVED) {
        ratios(figures);
      }
      figures.put(figure.label(k), mean(figure));
    }
    return figures;
  }

  private FigureValue mean(Figure figure) {
    Moments moments = summary.figure(figure);
    if (moments.n() == 0) {
      return FigureValue.missing(summary.whyNone(figure).toString());
    }
    return value(
        moments.mean(),
        moments.n(),
        switch (figure.kind()) {
          case MEAN -> MeanIntervals.studentT(moments, ERROR);
          // The sum of zeros and ones is whole; the mean of them has been rounded.
          case SHARE ->
              MeanIntervals.wilson(Math.round(moments.mean() * moments.n()), moments.n(), ERROR);
        });
  }

  private void ratios(Map<String, FigureValue> figures) {
    RankCounts ranks = summary.ranks();
    for (int rank = 1; rank <= CTR_RANKS; rank++) {
      long shown = ranks.shown(rank);
      long clicked = ranks.clicked(rank);
      figures.put(
          "ctr@" + rank,
          shown == 0
              ? FigureValue.missing(whyNoRatio())
              : value(
                  clicked / (double) shown, shown, MeanIntervals.wilson(clicked, shown, ERROR)));
    }
    figures.put("coec", coec(ranks));
  }

  /**
   * Clicks over expected clicks: Zhang and Jones, "Comparing Click Logs for Editorial Training and
   * Click Logs for Query Rewriting", 2007. Ranks that the baseline never showed don't count.
   */
  private FigureValue coec(RankCounts ranks) {
    BaselineSegment baseline = comparison.baseline();
    if (baseline == null || baseline.clicks().ranks() == 0) {
      return FigureValue.missing(Reason.NO_BASELINE.toString());
    }
    long clicks = 0;
    double expected = 0;
    for (int rank = 1; rank <= ranks.ranks(); rank++) {
      long shownBefore = baseline.clicks().shown(rank);
      if (shownBefore > 0) {
        clicks += ranks.clicked(rank);
        expected += ranks.shown(rank) * (baseline.clicks().clicked(rank) / (double) shownBefore);
      }
    }
    if (summary.shownQueries() == 0) {
      return FigureValue.missing(whyNoRatio());
    }
    return expected == 0
        ? FigureValue.missing("no clicks expected")
        : FigureValue.of(clicks / expected, summary.shownQueries());
  }

  private String whyNoRatio() {
    return (summary.queries() == 0 ? Reason.NO_QUERIES : Reason.NO_IMPRESSIONS).toString();
  }

  private static FigureValue value(double value, long n, Interval interval) {
    return interval.isDefined()
        ? FigureValue.of(value, n, interval.low(), interval.high())
        : FigureValue.of(value, n);
  }

  private static Map<String, Double> quantiles(ValueSketch sketch) {
    Map<String, Double> quantiles = new LinkedHashMap<>();
    for (double share : QUANTILES) {
      quantiles.put(Double.toString(share), (double) sketch.quantile(share));
    }
    return quantiles;
  }
}
