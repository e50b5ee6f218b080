package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.figures.Headlines;
import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import java.util.List;
import java.util.Locale;

/** The newest window in a few numbers. */
final class Cards {
  private static final int CARDS = 5;

  private Cards() {}

  static String of(View view) {
    SegmentHistory main = view.main();
    StringBuilder html = new StringBuilder("<div class=\"cards\">");
    html.append(
        card(
            "queries",
            String.format(Locale.ROOT, "%,d", main.queries()),
            "",
            typical(main.queriesSeries(), FigureText.of("queries"))));
    for (String name : Headlines.of(view.figures(main), CARDS)) {
      FigureText text = FigureText.of(name);
      Point newest = main.newest(name);
      String under =
          newest.hasInterval()
              ? text.format(newest.low()) + " – " + text.format(newest.high())
              : newest.reason() == null ? "" : Reasons.explain(newest.reason());
      html.append(card(name, text.format(newest.value()), under, typical(main.series(name), text)));
    }
    return html.append("</div>").toString();
  }

  /** The median of the windows before the newest. */
  private static String typical(List<Point> series, FigureText text) {
    double[] before =
        series.stream()
            .limit(Math.max(0, series.size() - 1))
            .mapToDouble(Point::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return before.length == 0
        ? ""
        : "median before: " + text.format(before[(before.length - 1) / 2]);
  }

  private static String card(String name, String value, String under, String typical) {
    return "<div class=\"card\"><span>%s</span><b>%s</b><small>%s</small><small>%s</small></div>"
        .formatted(
            Labels.figure(name), Html.escape(value), Html.escape(under), Html.escape(typical));
  }
}
