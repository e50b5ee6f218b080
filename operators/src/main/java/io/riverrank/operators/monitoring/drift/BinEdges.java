package io.riverrank.operators.monitoring.drift;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bins (eᵢ₋₁, eᵢ], open outside, that never move: k edges make k + 1 bins.
 *
 * @param edges ascending, each once
 */
public record BinEdges(float[] edges) {

  private static final int PARTS = 10;

  public BinEdges {
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] < edges[i])) {
        throw new IllegalArgumentException(
            "edges %s and %s of bins don't ascend".formatted(edges[i - 1], edges[i]));
      }
    }
  }

  /** The deciles of values, equal ones merged. */
  static BinEdges deciles(ValueSketch values) {
    float[] edges = new float[PARTS - 1];
    int count = 0;
    for (int i = 1; i < PARTS; i++) {
      // -0.0 and 0.0 are one edge.
      float edge = values.quantile(i / (double) PARTS) + 0f;
      if (count == 0 || edge > edges[count - 1]) {
        edges[count++] = edge;
      }
    }
    return new BinEdges(Arrays.copyOf(edges, count));
  }

  public int bins() {
    return edges.length + 1;
  }

  /** The bin of a value, from 0. */
  public int bin(float value) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= edges[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Counts of values that only a sketch knows; as exact as its ranks. */
  long[] count(ValueSketch values) {
    long[] counts = new long[bins()];
    var items = values.kll().iterator();
    while (items.next()) {
      counts[bin(items.getQuantile())] += items.getWeight();
    }
    return counts;
  }

  double[] toDoubles() {
    return IntStream.range(0, edges.length).mapToDouble(i -> edges[i]).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinEdges that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }
}
