package io.riverrank.tools.bench.raw;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How long a batch takes, by its rows and padded length: between measured points, linear; beyond
 * the largest, in proportion to the tokens.
 */
public final class BatchTimes {

  /** Nanoseconds by padded length, then by rows. */
  private final NavigableMap<Integer, NavigableMap<Integer, Double>> measured = new TreeMap<>();

  /** Adds a measured point. */
  public void put(int rows, int paddedLength, double nanos) {
    measured.computeIfAbsent(paddedLength, length -> new TreeMap<>()).put(rows, nanos);
  }

  /** Nanoseconds of one run. */
  public double nanos(int rows, int paddedLength) {
    return interpolated(
        measured, paddedLength, byRows -> interpolated(byRows, rows, nanos -> nanos));
  }

  private static <T> double interpolated(
      NavigableMap<Integer, T> points, int x, ToDoubleFunction<T> value) {
    Map.Entry<Integer, T> below = points.floorEntry(x);
    Map.Entry<Integer, T> above = points.ceilingEntry(x);
    if (below == null) {
      return value.applyAsDouble(above.getValue());
    }
    double low = value.applyAsDouble(below.getValue());
    if (above == null) {
      return low * x / below.getKey();
    }
    double high = value.applyAsDouble(above.getValue());
    return between(x, below.getKey(), low, above.getKey(), high);
  }

  private static double between(int x, int x0, double y0, int x1, double y1) {
    return x0 == x1 ? y0 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
  }
}
