package io.riverrank.operators.evaluation;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/** A confidence interval; NaN where it is not defined. */
public record Interval(double low, double high) {

  private static final double TAIL = 0.025;

  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN);

  public boolean isDefined() {
    return !Double.isNaN(low);
  }

  /**
   * The percentile interval (95 %) of bootstrap replicates, interpolated linearly as {@code
   * numpy.percentile} does. Replicates that are not defined (NaN) don't count.
   */
  static Interval ofReplicates(double[] replicates) {
    double[] defined = Arrays.stream(replicates).filter(value -> !Double.isNaN(value)).toArray();
    if (defined.length == 0) {
      return UNDEFINED;
    }
    double[] ends =
        Quantile.withDefaults()
            .with(Quantile.EstimationMethod.HF7)
            .evaluate(defined, TAIL, 1 - TAIL);
    return new Interval(ends[0], ends[1]);
  }
}
