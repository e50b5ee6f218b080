package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.monitor.report.history.FigureRange;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.Svg;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One figure of many segments on one axis: a dot in its interval, and a line where the whole is.
 */
public final class IntervalBars {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 24;
  private static final int EDGE = 5;

  private final Axis axis;
  private final double whole;

  /**
   * @param segments all that stand below each other
   * @param whole NaN if it has no value
   * @param range that the axis doesn't leave
   */
  public IntervalBars(List<Point> segments, double whole, FigureRange range) {
    this.whole = whole;
    double[] values =
        Stream.of(
                segments.stream().mapToDouble(Point::value),
                DoubleStream.of(
                    whole,
                    Spread.quantile(segments.stream().mapToDouble(Point::low), 0.1),
                    Spread.quantile(segments.stream().mapToDouble(Point::high), 0.9)))
            .flatMapToDouble(stream -> stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    axis =
        values.length == 0
            ? Axis.ofShares()
            : Axis.of(values[0], values[values.length - 1]).within(range.low(), range.high());
  }

  /**
   * @param isWorse whether the whole interval is on the bad side of the whole
   */
  public String of(String title, Point point, boolean isWorse) {
    Svg svg = new Svg("interval", WIDTH, HEIGHT, title);
    double middle = HEIGHT / 2.0;
    svg.line("grid", EDGE, middle, WIDTH - EDGE, middle);
    if (!Double.isNaN(whole)) {
      svg.line("whole", x(whole), 1, x(whole), HEIGHT - 1);
    }
    String worse = isWorse ? " worse" : "";
    if (point.hasInterval()) {
      double from = x(point.low());
      svg.rectangle("range" + worse, from, middle - 4, Math.max(1.5, x(point.high()) - from), 8);
    }
    if (point.isDefined()) {
      svg.dot("dot" + worse, x(point.value()), middle, 4, title);
    }
    return svg.end();
  }

  /** What the ends of the axis mean. */
  public String ends() {
    return "%s … %s".formatted(axis.label(axis.low()), axis.label(axis.high()));
  }

  private double x(double value) {
    return EDGE + Math.max(0, Math.min(1, axis.share(value))) * (WIDTH - 2 * EDGE);
  }
}
