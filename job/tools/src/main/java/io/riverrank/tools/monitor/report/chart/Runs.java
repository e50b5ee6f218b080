package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.monitor.report.history.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Parts of a series without a gap. */
final class Runs {

  private Runs() {}

  /** Neighbouring windows that all are what is asked for. */
  static List<List<Point>> of(Frame frame, List<Point> series, Predicate<Point> which) {
    List<List<Point>> runs = new ArrayList<>();
    Point last = null;
    for (Point point : series) {
      if (which.test(point)) {
        if (last == null || !frame.areNeighbours(last.startMs(), point.startMs())) {
          runs.add(new ArrayList<>());
        }
        runs.get(runs.size() - 1).add(point);
      }
      last = which.test(point) ? point : null;
    }
    return runs;
  }
}
