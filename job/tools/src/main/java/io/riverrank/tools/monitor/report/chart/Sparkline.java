package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.page.PathData;
import io.riverrank.tools.page.Svg;
import java.util.List;

/** A series without axes, for a row of a table. */
public final class Sparkline {
  private static final int WIDTH = 110;
  private static final int HEIGHT = 24;
  private static final int EDGE = 3;

  private Sparkline() {}

  public static String of(String title, TimeAxis time, List<Point> series) {
    Svg svg = new Svg("spark", WIDTH, HEIGHT, title);
    List<Point> defined =
        series.stream().filter(p -> p.isDefined() && p.startMs() >= time.fromMs()).toList();
    if (!defined.isEmpty()) {
      double low = defined.stream().mapToDouble(Point::value).min().getAsDouble();
      double high = defined.stream().mapToDouble(Point::value).max().getAsDouble();
      PathData line = new PathData();
      double x = 0;
      double y = 0;
      for (Point point : defined) {
        x = EDGE + time.middle(point.startMs()) * (WIDTH - 2 * EDGE);
        double share = high > low ? (point.value() - low) / (high - low) : 0.5;
        y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
        line = line.isEmpty() ? line.move(x, y) : line.line(x, y);
      }
      svg.path("line", line);
      svg.dot("dot", x, y, 2, "newest");
    }
    return svg.end();
  }
}
