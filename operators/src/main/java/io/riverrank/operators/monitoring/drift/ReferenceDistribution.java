package io.riverrank.operators.monitoring.drift;

import javax.annotation.Nullable;

/**
 * What windows are compared with.
 *
 * @param sketch of the values
 * @param deviation their standard deviation, ÷ n
 * @param edges their deciles; null if there are no values
 * @param counts of the values by bin; null if there are none
 */
public record ReferenceDistribution(
    ValueSketch sketch, double deviation, @Nullable BinEdges edges, @Nullable long[] counts) {

  /** Freezes the bins of a distribution. */
  public static ReferenceDistribution of(ValueSketch sketch, double deviation) {
    if (sketch.n() == 0) {
      return new ReferenceDistribution(sketch, deviation, null, null);
    }
    BinEdges edges = BinEdges.deciles(sketch);
    return new ReferenceDistribution(sketch, deviation, edges, edges.count(sketch));
  }
}
