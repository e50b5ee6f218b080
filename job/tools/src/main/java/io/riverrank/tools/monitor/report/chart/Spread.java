package io.riverrank.tools.monitor.report.chart;

import java.util.stream.DoubleStream;

/** Where most of the values are. */
final class Spread {

  private Spread() {}

  /** Of those that are numbers; NaN if none is. */
  static double quantile(DoubleStream values, double share) {
    double[] sorted = values.filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }
}
