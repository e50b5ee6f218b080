package io.riverrank.operators.monitoring.drift;

import org.apache.datasketches.quantilescommon.FloatsSortedView;

/**
 * How far two distribution functions are apart; exact where the sketches are. (The library's {@code
 * KolmogorovSmirnov.computeKSDelta} is for values without ties: for {1} and {2} it gives 0.)
 *
 * @param largest Kolmogorov and Smirnov's D
 * @param area Wasserstein's distance of order 1
 */
record DistributionDistances(double largest, double area) {

  /** Neither sketch may be empty. */
  static DistributionDistances of(ValueSketch first, ValueSketch second) {
    Steps a = new Steps(first.sorted());
    Steps b = new Steps(second.sorted());
    double largest = 0;
    double area = 0;
    double apart = 0;
    double at = Math.min(a.next(), b.next());
    while (a.hasNext() || b.hasNext()) {
      double next = Math.min(a.next(), b.next());
      area += apart * (next - at);
      at = next;
      apart = Math.abs(a.shareUpTo(at) - b.shareUpTo(at));
      largest = Math.max(largest, apart);
    }
    return new DistributionDistances(largest, area);
  }

  /** A distribution function, from its first step to its last. */
  private static final class Steps {
    private final float[] values;
    private final long[] counts;
    private final double n;
    private int passed;

    Steps(FloatsSortedView sorted) {
      values = sorted.getQuantiles();
      counts = sorted.getCumulativeWeights();
      n = sorted.getN();
    }

    boolean hasNext() {
      return passed < values.length;
    }

    /** Where the next step is; infinite after the last. */
    double next() {
      return hasNext() ? values[passed] : Double.POSITIVE_INFINITY;
    }

    /** The share of values that don't exceed this one; goes past them. */
    double shareUpTo(double value) {
      while (hasNext() && values[passed] <= value) {
        passed++;
      }
      return passed == 0 ? 0 : counts[passed - 1] / n;
    }
  }
}
