package io.riverrank.operators.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** A confidence interval; NaN where it is not defined. */
public record Interval(double low, double high) {

  private static final double PERCENT = 95;

  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  /**
   * The percentile interval (95 %) of bootstrap replicates, interpolated linearly as {@code
   * numpy.percentile} does. Replicates that are not defined (NaN) don't count.
   */
  static Interval ofReplicates(double[] replicates) {
    double[] defined = Arrays.stream(replicates).filter(value -> !Double.isNaN(value)).toArray();
    if (defined.length == 0) {
      return UNDEFINED;
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(defined);
    double tail = (100 - PERCENT) / 2;
    return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
  }
}
