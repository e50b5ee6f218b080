package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.figures.Headlines;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;

/** The segments that stand worst, each with its main figures, its drift and its examples. */
final class SegmentDetails {
  private static final int SHOWN = 8;
  private static final int FIGURES = 6;

  private SegmentDetails() {}

  static String of(View view, AlertHistory alerts, TimeAxis time, String figure) {
    if (view.named().isEmpty()) {
      return "";
    }
    List<Standing> worst = Standing.worstFirst(view, figure);
    StringBuilder html = new StringBuilder();
    worst.stream()
        .limit(SHOWN)
        .forEach(standing -> html.append(details(view, alerts, standing.segment(), time)));
    return new Section(
            "Segments in detail",
            worst.size() > SHOWN
                ? "The %s that stand worst in %s, of %,d."
                    .formatted(Counted.of(SHOWN, "segment"), figure, worst.size())
                : "Worst in %s first.".formatted(figure),
            html.toString(),
            true)
        .toHtml();
  }

  private static String details(
      View view, AlertHistory alerts, SegmentHistory segment, TimeAxis whole) {
    TimeAxis time =
        new TimeAxis(
            Math.max(whole.fromMs(), segment.firstStartMs()), whole.toMs(), whole.lengthMs());
    FigureSections figures = new FigureSections(view, alerts, time);
    StringBuilder html = new StringBuilder("<div class=\"grid3\">");
    Headlines.of(view.figures(segment), FIGURES)
        .forEach(name -> html.append(figures.chart(segment, name)));
    html.append("</div>");
    if (!segment.drift().isEmpty()) {
      html.append("<h3>Drift</h3>").append(DriftSection.charts(view, alerts, segment, time));
    }
    if (!segment.examples().isEmpty()) {
      html.append("<h3>Queries that changed most</h3>")
          .append(ExampleSection.list(segment.examples()));
    }
    return "<details class=\"segment\"%s><summary>%s <small>%s</small></summary>%s</details>"
        .formatted(
            Spans.isFiring(alerts, view, segment) ? " open" : "",
            Html.escape(Labels.segment(segment.segment())),
            Counted.of(segment.queries(), "query", "queries"),
            html);
  }
}
