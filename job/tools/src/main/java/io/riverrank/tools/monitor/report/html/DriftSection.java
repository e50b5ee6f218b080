package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.tools.monitor.report.chart.DistributionChart;
import io.riverrank.tools.monitor.report.chart.Sparkline;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.SeriesName;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.Locale;
import javax.annotation.Nullable;

/** Distributions of the newest window beside those that it is compared with. */
final class DriftSection {
  private static final String LEGEND =
      "<p class=\"legend\"><span><i class=\"key1\"></i>%s</span><span><i class=\"key0\"></i>window</span></p>";

  private DriftSection() {}

  static String of(View view, AlertHistory alerts, SegmentHistory segment, TimeAxis time) {
    if (segment.drift().isEmpty()) {
      return "";
    }
    String baseline = BaselineName.of(segment.drift());
    return new Section(
            "Drift from the " + baseline,
            "Shares of the values in the baseline's bins, in the window of %s. PSI: below 0.1 is usually called stable, above 0.25 a shift."
                .formatted(TimeAxis.text(segment.driftStartMs())),
            charts(view, alerts, segment, time) + LEGEND.formatted(baseline),
            true)
        .toHtml();
  }

  static String charts(View view, AlertHistory alerts, SegmentHistory segment, TimeAxis time) {
    StringBuilder html = new StringBuilder("<div class=\"grid3\">");
    segment
        .drift()
        .forEach(
            (name, drift) -> {
              boolean firing =
                  alerts.of(view, segment.segment()).stream()
                      .filter(AlertHistory::isFiring)
                      .anyMatch(alert -> isAbout(alert, name));
              html.append(chart(segment, name, drift, time, firing));
            });
    return html.append("</div>").toString();
  }

  /** A rule's figure is then {@code drift.logit.psi}. */
  private static boolean isAbout(Alert alert, String distribution) {
    return alert.figure() != null && alert.figure().startsWith("drift." + distribution + ".");
  }

  private static String chart(
      SegmentHistory segment, String name, Drift drift, TimeAxis time, boolean firing) {
    String title = "%s of the baseline and of the window".formatted(name);
    String drawn =
        drift.bins() == null
            ? "<p class=\"none\">%s</p>"
                .formatted(Html.escape(drift.reason() == null ? "no bins" : drift.reason()))
            : DistributionChart.of(title, drift.bins());
    return "<figure><figcaption><b>%s</b>%s<span>%s</span></figcaption>%s<p class=\"measures\"><span>%s</span>%s</p></figure>"
        .formatted(
            Html.escape(name),
            firing ? "<i class=\"state firing\">firing</i>" : "",
            String.format(Locale.ROOT, "%,d values, baseline %,d", drift.n(), drift.baselineN()),
            drawn,
            measures(drift),
            Sparkline.of(
                "PSI of " + name + " over time", time, segment.series(SeriesName.ofPsi(name))));
  }

  private static String measures(Drift drift) {
    if (drift.bins() == null) {
      return "";
    }
    String text =
        "PSI %s · JS %s · KS %s (p %s) · W1 %s"
            .formatted(
                number("%.3f", drift.psi()),
                number("%.3f", drift.js()),
                number("%.3f", drift.ks()),
                number("%.2g", drift.ksP()),
                drift.w1() == null ? "–" : number("%.2f σ", drift.w1()));
    String why = drift.reason() == null ? "" : "; " + drift.reason();
    String error =
        drift.rankError() > 0
            ? String.format(Locale.ROOT, "; KS and W1 ± %.2g", drift.rankError())
            : "";
    return Html.escape(text + error + why);
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, format, value);
  }
}
