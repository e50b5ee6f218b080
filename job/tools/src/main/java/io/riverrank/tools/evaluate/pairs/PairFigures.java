package io.riverrank.tools.evaluate.pairs;

import io.riverrank.operators.evaluation.BootstrapIntervals;
import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.operators.evaluation.Interval;
import io.riverrank.tools.evaluate.figures.Comparison;
import io.riverrank.tools.evaluate.figures.Metric;
import io.riverrank.tools.evaluate.figures.Sampling;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Pearson and Spearman of labels and scores, over the pairs that every system scored. */
public final class PairFigures {
  /** Names of the metrics, as CrossEncoderCorrelationEvaluator has them. */
  public static final String PEARSON = "pearson";

  public static final String SPEARMAN = "spearman";

  private final PairScores scores;
  private final boolean compared;
  private final int[] scored;
  private final double[] labels;
  private final double[] first;

  /**
   * @param compared whether there is another system
   */
  public PairFigures(PairScores scores, boolean compared) {
    this.scores = scores;
    this.compared = compared;
    this.scored =
        IntStream.range(0, scores.size())
            .filter(i -> !Double.isNaN(scores.score(i)))
            .filter(i -> !compared || !Double.isNaN(scores.other(i)))
            .toArray();
    this.labels = values(scores::label);
    this.first = values(scores::score);
  }

  /** Places of the pairs that count, in input order. */
  public int[] scored() {
    return scored.clone();
  }

  public double[] labels() {
    return labels.clone();
  }

  public double[] firstScores() {
    return first.clone();
  }

  /** How far apart label and score rank each scored pair, as a share of all: 0 to 1. */
  public double[] displacements() {
    return displacements(first);
  }

  /** The figures, with intervals. */
  public List<Metric> metrics(Sampling sampling) {
    BootstrapIntervals intervals = sampling.intervals();
    double pearson = Correlation.pearson(labels, first);
    double spearman = Correlation.spearman(labels, first);
    Comparison ofPearson = null;
    Comparison ofSpearman = null;
    if (compared) {
      double[] other = values(scores::other);
      ofPearson =
          comparison(
              pearson,
              Correlation.pearson(labels, other),
              intervals.pearsonDifference(labels, first, other),
              sampling.test().ofCorrelations(labels, first, other),
              other);
      ofSpearman =
          comparison(
              spearman,
              Correlation.spearman(labels, other),
              intervals.spearmanDifference(labels, first, other),
              sampling
                  .test()
                  .ofCorrelations(
                      Correlation.ranks(labels),
                      Correlation.ranks(first),
                      Correlation.ranks(other)),
              other);
    }
    return List.of(
        new Metric(PEARSON, pearson, intervals.pearson(labels, first), Double.NaN, ofPearson),
        new Metric(SPEARMAN, spearman, intervals.spearman(labels, first), Double.NaN, ofSpearman));
  }

  private Comparison comparison(
      double value, double otherValue, Interval interval, double p, double[] other) {
    double[] ofFirst = displacements(first);
    double[] ofOther = displacements(other);
    long wins = IntStream.range(0, ofFirst.length).filter(i -> ofOther[i] < ofFirst[i]).count();
    long losses = IntStream.range(0, ofFirst.length).filter(i -> ofOther[i] > ofFirst[i]).count();
    return new Comparison(
        otherValue, otherValue - value, interval, p, wins, ofFirst.length - wins - losses, losses);
  }

  private double[] displacements(double[] series) {
    double[] byLabel = Correlation.ranks(labels);
    double[] byScore = Correlation.ranks(series);
    double[] displacements = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      displacements[i] = Math.abs(byLabel[i] - byScore[i]) / labels.length;
    }
    return displacements;
  }

  private double[] values(IntToDoubleFunction field) {
    return IntStream.of(scored).mapToDouble(field).toArray();
  }
}
