package io.riverrank.tools.monitor.report.chart;

import io.riverrank.tools.monitor.report.history.FigureRange;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.page.Axis;
import io.riverrank.tools.page.PathData;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A series with its intervals, another one to compare it with, alerts over it and, at its foot,
 * where there is no value.
 */
public final class TimeChart {
  private final Frame frame;

  private TimeChart(String title, TimeAxis time, Axis values) {
    frame = new Frame(title, time, values);
  }

  /**
   * @param range that the axis doesn't leave
   * @param other drawn dashed; empty if there is none
   */
  public static String of(
      String title,
      TimeAxis time,
      FigureRange range,
      List<Point> series,
      List<Point> other,
      List<AlertSpan> alerts) {
    TimeChart chart = new TimeChart(title, time, axis(range, series, other, alerts));
    alerts.forEach(chart::alert);
    chart.band(series);
    chart.missing(series);
    chart.line("other", other);
    chart.line("line", series);
    chart.newest(series);
    return chart.frame.svg.end();
  }

  /** Has room for every value, not for every interval: one of three queries is as wide as all. */
  private static Axis axis(
      FigureRange range, List<Point> series, List<Point> other, List<AlertSpan> alerts) {
    DoubleStream values =
        DoubleStream.concat(
            DoubleStream.concat(
                series.stream().mapToDouble(Point::value),
                other.stream().mapToDouble(Point::value)),
            DoubleStream.concat(
                DoubleStream.of(
                    Spread.quantile(series.stream().mapToDouble(Point::low), 0.1),
                    Spread.quantile(series.stream().mapToDouble(Point::high), 0.9)),
                alerts.stream().mapToDouble(AlertSpan::threshold)));
    double[] all = values.filter(Double::isFinite).sorted().toArray();
    return all.length == 0
        ? Axis.ofShares()
        : Axis.of(all[0], all[all.length - 1]).within(range.low(), range.high());
  }

  private void alert(AlertSpan alert) {
    frame.svg.group(alert.note());
    frame.column("alert", alert.fromMs(), alert.toMs());
    if (!Double.isNaN(alert.threshold())) {
      double y = frame.y(alert.threshold());
      frame.svg.line("threshold", frame.xOfTime(alert.fromMs()), y, frame.xOfTime(alert.toMs()), y);
    }
    frame.svg.endGroup();
  }

  private void band(List<Point> series) {
    PathData area = new PathData();
    for (List<Point> run : Runs.of(frame, series, Point::hasInterval)) {
      area.move(frame.x(run.get(0).startMs()), frame.y(run.get(0).low()));
      for (Point point : run) {
        area.line(frame.x(point.startMs()), frame.y(point.high()));
      }
      for (int i = run.size() - 1; i >= 0; i--) {
        area.line(frame.x(run.get(i).startMs()), frame.y(run.get(i).low()));
      }
      area.close();
    }
    frame.svg.path("band", area);
  }

  private void line(String type, List<Point> series) {
    PathData path = new PathData();
    for (List<Point> run : Runs.of(frame, series, Point::isDefined)) {
      double x = frame.x(run.get(0).startMs());
      path.move(x, frame.y(run.get(0).value()));
      if (run.size() == 1) {
        // A window alone is seen, too.
        path.line(x + 0.1, frame.y(run.get(0).value()));
      }
      run.stream().skip(1).forEach(p -> path.line(frame.x(p.startMs()), frame.y(p.value())));
    }
    frame.svg.path(type, path);
  }

  private void missing(List<Point> series) {
    for (List<Point> run : Runs.of(frame, series, point -> !point.isDefined())) {
      String reason = run.get(0).reason();
      frame.svg.group(reason == null ? "no value" : "no value: " + reason);
      long end = run.get(run.size() - 1).startMs() + frame.lengthMs();
      frame.foot("missing", run.get(0).startMs(), end);
      frame.svg.endGroup();
    }
  }

  private void newest(List<Point> series) {
    if (!series.isEmpty() && series.get(series.size() - 1).isDefined()) {
      Point last = series.get(series.size() - 1);
      frame.svg.dot(
          "dot",
          frame.x(last.startMs()),
          frame.y(last.value()),
          3,
          "window of " + TimeAxis.text(last.startMs()));
    }
  }
}
