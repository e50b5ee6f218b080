package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** What fires, and what fired. */
final class AlertSection {
  private static final int SHOWN = 12;

  private AlertSection() {}

  static String of(AlertHistory alerts) {
    List<Alert> all = alerts.all();
    if (all.isEmpty()) {
      return "";
    }
    String table =
        "<table class=\"alerts\"><thead><tr><th>rule</th><th>segment</th><th>figure</th>"
            + "<th>value</th><th>threshold</th><th>e-value</th><th>queries</th><th>since</th>"
            + "<th>until</th></tr></thead><tbody>%s</tbody></table>";
    StringBuilder html = new StringBuilder("<div class=\"scroll\">");
    html.append(table.formatted(rows(all.subList(0, Math.min(SHOWN, all.size())))));
    html.append("</div>");
    if (all.size() > SHOWN) {
      html.append(
          "<details><summary>%s</summary><div class=\"scroll\">%s</div></details>"
              .formatted(
                  Counted.of(all.size() - SHOWN, "older alert"),
                  table.formatted(rows(all.subList(SHOWN, all.size())))));
    }
    String left = alerts.dropped() == 0 ? "" : " %,d older ones are left out.";
    return new Section(
            "Alerts",
            (alerts.firing() == 0 ? "None fires now." : "%,d firing.".formatted(alerts.firing()))
                + left.formatted(alerts.dropped()),
            html.toString(),
            true)
        .toHtml();
  }

  private static String rows(List<Alert> alerts) {
    return alerts.stream().map(AlertSection::row).collect(Collectors.joining());
  }

  private static String row(Alert alert) {
    boolean firing = alert.status() == Alert.Status.FIRING;
    FigureText figure = alert.figure() == null ? null : FigureText.of(alert.figure());
    return "<tr><td><span class=\"state %s\">%s</span> %s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%,d</td><td>%s</td><td>%s</td></tr>"
        .formatted(
            alert.status(),
            alert.status(),
            Html.escape(alert.rule()),
            Html.escape(Labels.segment(alert.segment())),
            alert.figure() == null ? "–" : Html.escape(alert.figure()),
            value(figure, alert.value()),
            value(figure, alert.threshold()),
            alert.eValue() == null ? "–" : String.format(Locale.ROOT, "%.3g", alert.eValue()),
            alert.n(),
            TimeAxis.text(alert.startsAtMs()),
            firing ? "now" : TimeAxis.text(alert.windowEndMs()));
  }

  private static String value(@Nullable FigureText figure, @Nullable Double value) {
    if (value == null) {
      return "–";
    }
    return figure == null ? Html.number(value) : figure.format(value);
  }
}
