package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.history.Point;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has no value in any window, and why. */
final class MissingSection {

  private MissingSection() {}

  static String of(View view, SegmentHistory segment) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (String name : view.figures()) {
      List<Point> series = segment.series(name);
      if (series.stream().noneMatch(Point::isDefined)) {
        String reason = series.get(series.size() - 1).reason();
        byReason
            .computeIfAbsent(
                reason == null ? "not in the newest window" : Reasons.explain(reason),
                r -> new ArrayList<>())
            .add(name);
      }
    }
    if (byReason.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    byReason.forEach(
        (reason, names) ->
            rows.append(
                "<tr><td>%s</td><td>%s</td></tr>"
                    .formatted(Html.escape(reason), Html.escape(String.join(", ", names)))));
    return new Section(
            "Not computed",
            "Figures without a value in every window here.",
            "<table class=\"why\"><thead><tr><th>why</th><th>figures</th></tr></thead><tbody>%s</tbody></table>"
                .formatted(rows),
            true)
        .toHtml();
  }
}
