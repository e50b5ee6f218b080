package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.chart.IntervalBars;
import io.riverrank.tools.monitor.report.chart.Sparkline;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.FigureRange;
import io.riverrank.tools.monitor.report.history.PageLimits;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;
import java.util.Locale;

/** Segments below each other, the worst first, for one figure at a time. */
final class SegmentSection {
  private static final int SHOWN = 12;

  private final View view;
  private final AlertHistory alerts;
  private final TimeAxis time;

  SegmentSection(View view, AlertHistory alerts, TimeAxis time) {
    this.view = view;
    this.alerts = alerts;
    this.time = time.last(PageLimits.SEGMENT_WINDOWS);
  }

  /**
   * @param figures of which one is shown at a time
   */
  String of(Choice figures) {
    if (view.named().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder(figures.buttons());
    for (int i = 0; i < figures.labels().size(); i++) {
      html.append(Choice.shown(table(figures.labels().get(i)), figures.id(i)));
    }
    String left =
        view.leavesOutSegments()
            ? " The input has more segments than the %,d with the most queries that stand here."
                .formatted(view.named().size())
            : "";
    String overflow =
        view.hasOverflow()
            ? " A window had more segments than the monitor keeps: who is in “other” may depend on arrival."
            : "";
    return new Section(
            "Segments, the worst first",
            "Each in its newest window: bar, the 95 % interval; line, all queries. First is whose whole"
                + " interval is furthest on the bad side."
                + left
                + overflow,
            html.toString(),
            true)
        .toHtml();
  }

  private String table(String figure) {
    List<Standing> standings = Standing.worstFirst(view, figure);
    IntervalBars bars =
        new IntervalBars(
            standings.stream().map(Standing::point).toList(),
            whole(figure),
            FigureRange.of(figure));
    StringBuilder html =
        new StringBuilder(
            "<div class=\"segments\"><p class=\"head\"><span>segment</span><span>%s</span><span>value</span><span>queries</span><span>over time</span></p>"
                .formatted(Html.escape(bars.ends())));
    for (int i = 0; i < standings.size(); i++) {
      if (i == SHOWN) {
        html.append(
            String.format(
                Locale.ROOT, "<details><summary>%,d more</summary>", standings.size() - SHOWN));
      }
      html.append(row(standings.get(i), figure, bars));
    }
    return html.append(standings.size() > SHOWN ? "</details></div>" : "</div>").toString();
  }

  private double whole(String figure) {
    return view.all() == null ? Double.NaN : view.all().newest(figure).value();
  }

  private String row(Standing standing, String figure, IntervalBars bars) {
    SegmentHistory segment = standing.segment();
    Point point = standing.point();
    FigureText text = FigureText.of(figure);
    String label = Labels.segment(segment.segment());
    String value =
        point.isDefined()
            ? "<b>%s</b>".formatted(text.format(point.value()))
            : Html.escape(point.reason() == null ? "no value" : Reasons.explain(point.reason()));
    return "<p class=\"row\"><span>%s%s%s</span><span>%s</span><span>%s</span><span>%,d</span><span>%s</span></p>"
        .formatted(
            Html.escape(label),
            Spans.isFiring(alerts, view, segment)
                ? " <span class=\"state firing\">firing</span>"
                : "",
            lastSeen(segment),
            bars.of(label + ": " + text.format(point.value()), point, standing.isWorse()),
            value,
            point.n(),
            Sparkline.of(figure + " of " + label, time, segment.series(figure)));
  }

  private String lastSeen(SegmentHistory segment) {
    long endMs = segment.lastStartMs() + view.lengthMs();
    return endMs == view.endMs()
        ? ""
        : " <small>last seen %s</small>".formatted(TimeAxis.text(endMs));
  }
}
