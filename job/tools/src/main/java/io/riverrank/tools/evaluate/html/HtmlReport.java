package io.riverrank.tools.evaluate.html;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.tools.evaluate.figures.Comparison;
import io.riverrank.tools.evaluate.figures.Evaluation;
import io.riverrank.tools.evaluate.figures.Metric;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.HtmlPage;
import io.riverrank.tools.page.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the page: one file that needs no network and runs no script. */
public final class HtmlReport {
  private static final int CARDS = 3;

  private HtmlReport() {}

  public static void write(Evaluation evaluation, List<Section> sections, Path file) {
    try {
      Files.writeString(file, page(evaluation, sections));
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  private static String page(Evaluation evaluation, List<Section> sections) {
    String title = evaluation.heading();
    StringBuilder body = new StringBuilder();
    body.append(
        "<header><h1>%s</h1><p class=\"facts\">%s</p></header>"
            .formatted(Html.escape(title), facts(evaluation)));
    body.append("<div class=\"cards\">");
    evaluation.metrics().stream().limit(CARDS).forEach(metric -> body.append(card(metric)));
    body.append("</div>");
    evaluation
        .notes()
        .forEach(note -> body.append("<p class=\"note\">%s</p>".formatted(Html.escape(note))));
    body.append("<main>");
    sections.forEach(section -> body.append(section.toHtml()));
    body.append(figures(evaluation).toHtml());
    body.append("</main>");
    return HtmlPage.of(title, HtmlPage.style(HtmlReport.class, "report.css"), body.toString());
  }

  private static String facts(Evaluation evaluation) {
    String counts =
        evaluation.counts().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> Evaluation.words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(" · "));
    Object fingerprint = evaluation.about().get("fingerprint");
    String whose =
        evaluation.about().containsKey("other_model")
            ? " · charts and worst cases are of the first system"
            : "";
    return Html.escape(counts + whose)
        + (fingerprint == null
            ? ""
            : "<br><code>%s</code> %s"
                .formatted(
                    Html.escape(fingerprint.toString()),
                    Html.escape(evaluation.about().get("precision").toString())));
  }

  private static String card(Metric metric) {
    String under = metric.interval().isDefined() ? range(metric) : "";
    String before = Double.isNaN(metric.before()) ? "" : "before: " + Html.number(metric.before());
    String other =
        metric.comparison() == null ? "" : "other: " + Html.number(metric.comparison().other());
    return "<div class=\"card\"><span>%s</span><b>%s</b><small>%s</small><small>%s</small><small>%s</small></div>"
        .formatted(Html.escape(metric.name()), Html.number(metric.value()), under, before, other);
  }

  private static String range(Metric metric) {
    return Html.number(metric.interval().low()) + " – " + Html.number(metric.interval().high());
  }

  private static Section figures(Evaluation evaluation) {
    boolean compared = evaluation.metrics().stream().anyMatch(m -> m.comparison() != null);
    boolean reranked = evaluation.metrics().stream().anyMatch(m -> !Double.isNaN(m.before()));
    StringBuilder html =
        new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>metric</th>")
            .append(reranked ? "<th>before</th>" : "")
            .append("<th>value</th>")
            .append(evaluation.hasIntervals() ? "<th>95 % interval</th>" : "")
            .append(compared ? "<th>other</th><th>difference</th><th>p</th>" : "")
            .append("</tr></thead><tbody>");
    for (Metric metric : evaluation.metrics()) {
      html.append(
          "<tr><td>%s</td>%s<td>%s</td>%s"
              .formatted(
                  Html.escape(metric.name()),
                  reranked ? "<td>" + Html.number(metric.before()) + "</td>" : "",
                  Html.number(metric.value()),
                  evaluation.hasIntervals() ? "<td>" + range(metric) + "</td>" : ""));
      Comparison comparison = metric.comparison();
      if (comparison != null) {
        html.append(
            "<td>%s</td><td>%s</td><td>%s</td>"
                .formatted(
                    Html.number(comparison.other()),
                    Html.number(comparison.difference()),
                    Html.probability(comparison.p())));
      }
      html.append("</tr>");
    }
    return new Section(
        "All figures",
        (evaluation.hasIntervals() ? "Percentile bootstrap intervals; the" : "The")
            + " file of --json has every digit.",
        html.append("</tbody></table></div>").toString(),
        true);
  }
}
