package io.riverrank.operators.monitoring.drift;

import org.apache.datasketches.quantilescommon.FloatsSortedView;

/** Wasserstein's distance of order 1: the area between two distribution functions. */
final class Wasserstein {

  private Wasserstein() {}

  /** Exact where the sketches are; neither may be empty. */
  static double distance(ValueSketch first, ValueSketch second) {
    FloatsSortedView a = first.sorted();
    FloatsSortedView b = second.sorted();
    float[] x = a.getQuantiles();
    float[] y = b.getQuantiles();
    long[] countX = a.getCumulativeWeights();
    long[] countY = b.getCumulativeWeights();
    int i = 0;
    int j = 0;
    double area = 0;
    double at = Math.min(x[0], y[0]);
    while (i < x.length || j < y.length) {
      double next = j == y.length || (i < x.length && x[i] <= y[j]) ? x[i] : y[j];
      double shareX = i == 0 ? 0 : countX[i - 1] / (double) a.getN();
      double shareY = j == 0 ? 0 : countY[j - 1] / (double) b.getN();
      area += Math.abs(shareX - shareY) * (next - at);
      at = next;
      while (i < x.length && x[i] == at) {
        i++;
      }
      while (j < y.length && y[j] == at) {
        j++;
      }
    }
    return area;
  }
}
