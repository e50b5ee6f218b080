package io.riverrank.operators.monitoring.drift;

import io.riverrank.schemas.monitoring.Drift;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;

/** The drift of one distribution. */
public final class DriftMeasures {

  private DriftMeasures() {}

  /**
   * @param window values of the window
   * @param counts of the window's values in the baseline's bins; null if they weren't counted while
   *     the values came, and have to come from the sketch
   */
  public static Drift of(
      ReferenceDistribution baseline, ValueSketch window, @Nullable long[] counts) {
    long n = window.n();
    long baselineN = baseline.sketch().n();
    double rankError = baseline.sketch().rankError() + window.rankError();
    if (baselineN == 0) {
      return missing(n, baselineN, rankError, null, "no values in the baseline");
    }
    long[] binned = counts == null ? baseline.edges().count(window) : counts;
    Drift.Bins bins =
        new Drift.Bins(
            Arrays.stream(baseline.edges().toDoubles()).boxed().toList(),
            longs(baseline.counts()),
            longs(binned));
    if (n == 0) {
      return missing(n, baselineN, rankError, bins, "no values");
    }
    DistributionDistances distances = DistributionDistances.of(baseline.sketch(), window);
    boolean constant = baseline.deviation() == 0;
    return new Drift(
        distances.largest(),
        pValue(distances.largest(), n, baselineN),
        BinnedDrift.psi(baseline.counts(), binned),
        BinnedDrift.jensenShannon(baseline.counts(), binned),
        constant ? null : (Double) (distances.area() / baseline.deviation()),
        n,
        baselineN,
        rankError,
        bins,
        constant ? "the baseline's values are all equal" : null);
  }

  /**
   * Without measures, since there is nothing to compare with.
   *
   * @param window values of the window
   */
  public static Drift missing(ValueSketch window, String reason) {
    return missing(window.n(), 0, window.rankError(), null, reason);
  }

  /** As scipy's {@code ks_2samp} has it with {@code method="asymp"}; null where it has NaN. */
  @Nullable
  private static Double pValue(double d, long n, long m) {
    long effective = (long) Math.rint((double) n * m / ((double) n + m));
    return effective == 0 ? null : (Double) KolmogorovDistribution.survival(d, effective);
  }

  private static Drift missing(
      long n, long baselineN, double rankError, @Nullable Drift.Bins bins, String reason) {
    return new Drift(null, null, null, null, null, n, baselineN, rankError, bins, reason);
  }

  private static List<Long> longs(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
