package io.riverrank.job.bench.raw;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
    return interpolate(
        paddedLength, measured.floorEntry(paddedLength), measured.ceilingEntry(paddedLength), rows);
  }

  private static double interpolate(
      int length,
      Map.Entry<Integer, NavigableMap<Integer, Double>> below,
      Map.Entry<Integer, NavigableMap<Integer, Double>> above,
      int rows) {
    if (below == null) {
      return byRows(above.getValue(), rows);
    }
    double low = byRows(below.getValue(), rows);
    if (above == null) {
      return low * length / below.getKey();
    }
    return between(length, below.getKey(), low, above.getKey(), byRows(above.getValue(), rows));
  }

  private static double byRows(NavigableMap<Integer, Double> times, int rows) {
    Map.Entry<Integer, Double> below = times.floorEntry(rows);
    Map.Entry<Integer, Double> above = times.ceilingEntry(rows);
    if (below == null) {
      return above.getValue();
    }
    if (above == null) {
      return below.getValue() * rows / below.getKey();
    }
    return between(rows, below.getKey(), below.getValue(), above.getKey(), above.getValue());
  }

  private static double between(int x, int x0, double y0, int x1, double y1) {
    return x0 == x1 ? y0 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
  }
}
