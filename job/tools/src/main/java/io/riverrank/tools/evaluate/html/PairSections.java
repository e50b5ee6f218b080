package io.riverrank.tools.evaluate.html;

import io.riverrank.operators.evaluation.Correlation;
import io.riverrank.tools.evaluate.pairs.PairFigures;
import io.riverrank.tools.evaluate.pairs.PairScores;
import io.riverrank.tools.evaluate.pairs.WorstPair;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.Section;
import java.util.List;
import java.util.stream.IntStream;

/** What the page shows of labelled pairs. */
public final class PairSections {
  private final PairScores scores;
  private final PairFigures figures;
  private final List<WorstPair> worst;

  public PairSections(PairScores scores, PairFigures figures, List<WorstPair> worst) {
    this.scores = scores;
    this.figures = figures;
    this.worst = worst;
  }

  public List<Section> all() {
    double[] labels = figures.labels();
    double[] values = figures.firstScores();
    int[] scored = figures.scored();
    Groups groups =
        new Groups(
            scored.length,
            "Spearman",
            cases ->
                Correlation.spearman(
                    IntStream.of(cases).mapToDouble(i -> labels[i]).toArray(),
                    IntStream.of(cases).mapToDouble(i -> values[i]).toArray()));
    return List.of(
        ScoreCharts.distribution(values, labels, List.of("upper half of labels", "lower half")),
        ScoreCharts.calibration(values, labels),
        groups.byWords(i -> scores.queryWords(scored[i])),
        groups.byTruncation(i -> scores.isTruncated(scored[i])),
        worst());
  }

  private Section worst() {
    StringBuilder html =
        new StringBuilder(
            "<div class=\"scroll\"><table class=\"texts\"><thead><tr><th>pair</th><th>label</th>"
                + "<th>score</th><th>query and document</th></tr></thead><tbody>");
    for (WorstPair pair : worst) {
      html.append(
          "<tr><td>%d</td><td>%s</td><td>%s</td><td><b>%s</b><br>%s</td></tr>"
              .formatted(
                  pair.number(),
                  Html.number(pair.label()),
                  Html.number(pair.score()),
                  Html.escape(pair.query()),
                  Html.escape(pair.document())));
    }
    return new Section(
        "Worst pairs",
        "Where the score ranks a pair furthest from where its label does.",
        html.append("</tbody></table></div>").toString(),
        true);
  }
}
