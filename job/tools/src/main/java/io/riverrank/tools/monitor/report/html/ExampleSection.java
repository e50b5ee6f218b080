package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.monitoring.Example;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;

/** The queries whose ranking changed most, with both orders beside each other. */
final class ExampleSection {

  private ExampleSection() {}

  static String of(SegmentHistory segment) {
    if (segment.examples().isEmpty()) {
      return "";
    }
    return new Section(
            "Queries that changed most",
            "Of the window of %s, by rank-biased overlap; both orders, with the places that a document moved."
                .formatted(TimeAxis.text(segment.examplesStartMs())),
            list(segment.examples()),
            true)
        .toHtml();
  }

  static String list(List<Example> examples) {
    StringBuilder html = new StringBuilder();
    for (Example example : examples) {
      html.append(
          "<details><summary><span class=\"badge\">%s</span> %s <small>%s</small></summary>%s</details>"
              .formatted(
                  Html.number(example.rbo()),
                  Html.escape(example.query().isBlank() ? "(no text)" : example.query()),
                  Html.escape(example.queryId()),
                  orders(example)));
    }
    return html.toString();
  }

  private static String orders(Example example) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < Math.max(example.before().size(), example.after().size()); i++) {
      String before = i < example.before().size() ? Html.escape(example.before().get(i)) : "";
      String after = i < example.after().size() ? example.after().get(i) : null;
      rows.append(
          "<tr><td>%d</td><td>%s</td><td>%s %s</td></tr>"
              .formatted(
                  i + 1,
                  before,
                  after == null ? "" : Html.escape(after),
                  after == null ? "" : move(example.before().indexOf(after), i)));
    }
    return "<table class=\"orders\"><thead><tr><th>#</th><th>search engine</th><th>reranked</th></tr></thead><tbody>%s</tbody></table>"
        .formatted(rows);
  }

  /**
   * @param from place in the search engine's order, below 0 if it isn't among those that are listed
   */
  private static String move(int from, int to) {
    if (from < 0) {
      return "<em class=\"up\">from below</em>";
    }
    if (from == to) {
      return "";
    }
    return from > to
        ? "<em class=\"up\">▲ %d</em>".formatted(from - to)
        : "<em class=\"down\">▼ %d</em>".formatted(to - from);
  }
}
