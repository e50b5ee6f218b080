package io.riverrank.tools.evaluate.html;

import io.riverrank.tools.evaluate.ranking.QueryFigures;
import io.riverrank.tools.evaluate.ranking.RankingFigures;
import io.riverrank.tools.evaluate.ranking.WorstQuery;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;
import java.util.stream.IntStream;

/** What the page shows of rankings. */
public final class RankingSections {
  private final RankingFigures figures;

  public RankingSections(RankingFigures figures) {
    this.figures = figures;
  }

  public List<Section> all() {
    List<QueryFigures> queries = List.copyOf(figures.queries().values());
    int metric = figures.headline();
    String name = figures.names().get(metric);
    Groups groups =
        new Groups(
            queries.size(),
            name,
            cases ->
                IntStream.of(cases)
                    .mapToDouble(i -> queries.get(i).values()[metric])
                    .average()
                    .orElse(Double.NaN));
    return List.of(
        ScoreCharts.distribution(
            figures.scores(), figures.relevances(), List.of("relevant", "not relevant")),
        ScoreCharts.calibration(figures.scores(), figures.relevances()),
        groups.byWords(i -> queries.get(i).query().strip().split("\\s+").length),
        groups.byTruncation(i -> queries.get(i).truncated() > 0),
        worst(name));
  }

  private Section worst(String metric) {
    StringBuilder html = new StringBuilder();
    for (WorstQuery query : figures.worst()) {
      String title = query.query().isEmpty() ? query.queryId() : query.query();
      html.append(
          "<details><summary><span class=\"badge\">%s</span> %s</summary><div class=\"scroll\"><table class=\"texts\"><tbody>"
              .formatted(Html.number(query.value()), Html.escape(title)));
      for (WorstQuery.Shown shown : query.documents()) {
        html.append(
            "<tr class=\"%s\"><td>#%d</td><td>%s</td><td>%s</td><td><b>%s</b> %s</td></tr>"
                .formatted(
                    shown.relevant() ? "relevant" : "",
                    shown.rank(),
                    Html.number(shown.score()),
                    shown.relevant() ? "relevant" : "",
                    Html.escape(shown.docId()),
                    Html.escape(shown.text())));
      }
      html.append("</tbody></table></div>");
      if (query.documents().stream().noneMatch(WorstQuery.Shown::relevant)) {
        html.append(
            "<p>Relevant, but not among the documents: %,d.</p>".formatted(query.relevant()));
      }
      html.append("</details>");
    }
    return new Section(
        "Worst queries",
        "By %s; each with the first of its ranking and the first relevant ones.".formatted(metric),
        html.toString(),
        true);
  }
}
