package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.chart.TimeChart;
import io.riverrank.tools.monitor.report.figures.FigureGroup;
import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.FigureRange;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;

/** Every figure of a segment over time. */
final class FigureSections {
  private final View view;
  private final AlertHistory alerts;
  private final TimeAxis time;

  FigureSections(View view, AlertHistory alerts, TimeAxis time) {
    this.view = view;
    this.alerts = alerts;
    this.time = time;
  }

  /** A section for each group that has a value. */
  String of(SegmentHistory segment) {
    List<String> names = view.figures(segment);
    StringBuilder html = new StringBuilder();
    for (FigureGroup group : FigureGroup.values()) {
      StringBuilder charts = new StringBuilder();
      for (String name : names) {
        if (FigureText.of(name).group() == group && !isDrawnWithAnother(name, names)) {
          charts.append(chart(segment, name));
        }
      }
      if (group == FigureGroup.SERVICE) {
        charts.insert(0, queries(segment));
      }
      if (!charts.isEmpty()) {
        html.append(
            new Section(
                    group.title(),
                    group.explanation(),
                    "<div class=\"grid3\">" + charts + "</div>",
                    true)
                .toHtml());
      }
    }
    return html.toString();
  }

  private static boolean isDrawnWithAnother(String name, List<String> names) {
    return name.startsWith(FigureText.BASE)
        && names.contains(name.substring(FigureText.BASE.length()));
  }

  private String queries(SegmentHistory segment) {
    return figure(
        FigureText.of("queries"),
        segment.queriesSeries(),
        TimeChart.of(
            "queries",
            time,
            FigureRange.of("queries"),
            segment.queriesSeries(),
            List.of(),
            List.of()));
  }

  /** One figure with its explanation and its newest value. */
  String chart(SegmentHistory segment, String name) {
    List<Point> series = segment.series(name);
    String svg =
        TimeChart.of(
            name,
            time,
            FigureRange.of(name),
            series,
            segment.hasSeries(FigureText.BASE + name)
                ? segment.series(FigureText.BASE + name)
                : List.of(),
            Spans.of(alerts, view, segment.segment(), name, time));
    return figure(FigureText.of(name), series, svg);
  }

  private static String figure(FigureText text, List<Point> series, String svg) {
    return "<figure><figcaption><b>%s</b><i>%s</i><span>%s</span></figcaption>%s</figure>"
        .formatted(
            Labels.figure(text.name()),
            series.isEmpty() ? "" : text.format(series.get(series.size() - 1).value()),
            Html.escape(text.explanation()),
            svg);
  }
}
