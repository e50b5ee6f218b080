package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.chart.FanChart;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;

/** How distributions move over time. */
final class QuantileSection {

  private QuantileSection() {}

  static String of(View view, SegmentHistory segment, TimeAxis time) {
    StringBuilder html = new StringBuilder();
    view.quantiles()
        .forEach(
            (distribution, shares) -> {
              String chart =
                  FanChart.of(
                      "quantiles of " + distribution,
                      time,
                      shares.stream().map(s -> segment.quantile(distribution, s)).toList());
              html.append(
                  "<figure><figcaption><b>%s</b> <span>%s</span></figcaption>%s</figure>"
                      .formatted(Html.escape(distribution), Html.escape(percents(shares)), chart));
            });
    return html.isEmpty()
        ? ""
        : new Section(
                "Distributions over time",
                "Each area is from a quantile to its opposite; the line is the median.",
                "<div class=\"grid3\">" + html + "</div>",
                true)
            .toHtml();
  }

  private static String percents(List<String> shares) {
    return String.join(", ", shares.stream().map(QuantileSection::percent).toList()) + " %";
  }

  private static String percent(String share) {
    return Double.toString(Math.round(Double.parseDouble(share) * 1000) / 10.0).replace(".0", "");
  }
}
