package io.riverrank.job.bench.raw;

import io.riverrank.job.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How long a batch takes, by its rows and padded length: between measured points, linear; beyond
 * the largest, in proportion to the tokens. A point has several measured times, since runs of the
 * same batch differ.
 */
public final class BatchTimes {

  /** Nanoseconds by padded length, then by rows. */
  private final NavigableMap<Integer, NavigableMap<Integer, List<Double>>> measured =
      new TreeMap<>();

  /** Adds measured times of a point. */
  public void put(int rows, int paddedLength, List<Double> nanos) {
    measured
        .computeIfAbsent(paddedLength, length -> new TreeMap<>())
        .computeIfAbsent(rows, number -> new ArrayList<>())
        .addAll(nanos);
  }

  /** These and others. */
  public BatchTimes and(BatchTimes others) {
    BatchTimes all = new BatchTimes();
    for (BatchTimes times : List.of(this, others)) {
      times.measured.forEach(
          (length, byRows) -> byRows.forEach((rows, nanos) -> all.put(rows, length, nanos)));
    }
    return all;
  }

  /**
   * Nanoseconds of one run.
   *
   * @param share of the runs of such a batch that are quicker, 0 to 1
   */
  public double nanos(int rows, int paddedLength, double share) {
    return interpolated(measured, paddedLength, byRows -> interpolated(byRows, rows, at(share)));
  }

  private static ToDoubleFunction<List<Double>> at(double share) {
    return nanos ->
        Spread.quantile(nanos.stream().mapToDouble(Double::doubleValue).toArray(), share);
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
