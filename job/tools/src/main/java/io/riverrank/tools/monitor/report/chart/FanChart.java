package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.PathData;
import java.util.List;

/** Quantiles over time: areas from each to its opposite, and the median. */
public final class FanChart {

  private FanChart() {}

  /**
   * @param quantiles lowest share first, all over the same windows
   */
  public static String of(String title, TimeAxis time, List<List<Point>> quantiles) {
    double[] values =
        quantiles.stream()
            .flatMap(List::stream)
            .mapToDouble(Point::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    Axis axis =
        values.length == 0 ? Axis.ofShares() : Axis.of(values[0], values[values.length - 1]);
    Frame frame = new Frame(title, time, axis);
    for (int i = 0; i < quantiles.size() / 2; i++) {
      area(frame, quantiles.get(i), quantiles.get(quantiles.size() - 1 - i));
    }
    if (quantiles.size() % 2 == 1) {
      median(frame, quantiles.get(quantiles.size() / 2));
    }
    return frame.svg.end();
  }

  private static void area(Frame frame, List<Point> low, List<Point> high) {
    PathData area = new PathData();
    List<List<Point>> lows = Runs.of(frame, low, Point::isDefined);
    List<List<Point>> highs = Runs.of(frame, high, Point::isDefined);
    for (int run = 0; run < Math.min(lows.size(), highs.size()); run++) {
      List<Point> below = lows.get(run);
      area.move(frame.x(below.get(0).startMs()), frame.y(below.get(0).value()));
      highs.get(run).forEach(p -> area.line(frame.x(p.startMs()), frame.y(p.value())));
      for (int i = below.size() - 1; i >= 0; i--) {
        area.line(frame.x(below.get(i).startMs()), frame.y(below.get(i).value()));
      }
      area.close();
    }
    frame.svg.path("fan", area);
  }

  private static void median(Frame frame, List<Point> median) {
    PathData line = new PathData();
    for (List<Point> run : Runs.of(frame, median, Point::isDefined)) {
      line.move(frame.x(run.get(0).startMs()), frame.y(run.get(0).value()));
      run.forEach(p -> line.line(frame.x(p.startMs()), frame.y(p.value())));
    }
    frame.svg.path("line", line);
  }
}
