package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.Svg;

/** The axes of a chart over time, and where a value is between them. */
final class Frame {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 150;
  private static final int LEFT = 46;
  private static final int RIGHT = 10;
  private static final int TOP = 8;
  private static final int BOTTOM = 22;
  private static final int LABEL_WIDTH = 36;

  final Svg svg;
  private final TimeAxis time;
  private final Axis values;

  Frame(String title, TimeAxis time, Axis values) {
    this.time = time;
    this.values = values;
    svg = new Svg("chart", WIDTH, HEIGHT, title);
    for (double mark : values.marks()) {
      svg.line("grid", LEFT, y(mark), WIDTH - RIGHT, y(mark));
      svg.text("tick end", LEFT - 6, y(mark) + 4, values.label(mark));
    }
    for (long mark : time.marks()) {
      double x = x(time.share(mark));
      svg.line("grid", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4);
      if (x < WIDTH - LABEL_WIDTH / 2.0) {
        svg.text("tick", x, HEIGHT - 5, time.label(mark));
      }
    }
  }

  /** Of a window's middle. */
  double x(long startMs) {
    return x(time.middle(startMs));
  }

  double xOfTime(long timeMs) {
    return x(Math.max(0, Math.min(1, time.share(timeMs))));
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  /** At the edge, where it is beyond. */
  double y(double value) {
    double share = Math.max(0, Math.min(1, values.share(value)));
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  /** Over the whole height. */
  void column(String type, long fromMs, long toMs) {
    double x = xOfTime(fromMs);
    svg.rectangle(type, x, TOP, Math.max(1.5, xOfTime(toMs) - x), HEIGHT - BOTTOM - TOP);
  }

  /** At the foot. */
  void foot(String type, long fromMs, long toMs) {
    double x = xOfTime(fromMs);
    svg.rectangle(type, x, HEIGHT - BOTTOM - 4, Math.max(1.5, xOfTime(toMs) - x), 4);
  }

  /** Whether two windows follow each other. */
  boolean areNeighbours(long startMs, long nextStartMs) {
    return nextStartMs - startMs <= time.lengthMs() * 3 / 2;
  }

  long lengthMs() {
    return time.lengthMs();
  }
}
