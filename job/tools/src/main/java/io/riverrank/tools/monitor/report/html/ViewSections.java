package io.riverrank.tools.monitor.report.html;

import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.figures.Better;
import io.riverrank.tools.monitor.report.figures.FigureText;
import io.riverrank.tools.monitor.report.figures.Headlines;
import io.riverrank.tools.monitor.report.history.AlertHistory;
import io.riverrank.tools.monitor.report.history.SegmentHistory;
import io.riverrank.tools.monitor.report.history.View;
import java.util.List;

/** Everything about the windows of one length and one model. */
final class ViewSections {
  private static final int SEGMENT_FIGURES = 8;

  private final View view;
  private final AlertHistory alerts;
  private final Choice figures;

  /**
   * @param number of the view, for ids
   */
  ViewSections(View view, AlertHistory alerts, int number) {
    this.view = view;
    this.alerts = alerts;
    List<String> comparable =
        Headlines.of(view.figures(), view.figures().size()).stream()
            .filter(name -> FigureText.of(name).better() != Better.NEITHER)
            .filter(name -> view.named().stream().anyMatch(s -> s.newest(name).isDefined()))
            .limit(SEGMENT_FIGURES)
            .toList();
    figures = new Choice("f%d-".formatted(number), "Figure", comparable, 0);
  }

  String html() {
    SegmentHistory main = view.main();
    TimeAxis time =
        new TimeAxis(
            main.firstStartMs(), Math.max(view.endMs(), main.firstStartMs() + 1), view.lengthMs());
    String facts =
        "<p class=\"facts\">%s of %s, %s to %s (UTC)%s</p>"
            .formatted(
                main.windows() == 1 ? "1 window" : "%,d windows".formatted(main.windows()),
                Labels.length(view.lengthMs()),
                TimeAxis.text(time.fromMs()),
                TimeAxis.text(time.toMs()),
                leftOut(main));
    StringBuilder html = new StringBuilder(facts);
    html.append(Cards.of(view)).append("<main>");
    if (!figures.labels().isEmpty()) {
      html.append(new SegmentSection(view, alerts, time).of(figures));
    }
    html.append(new FigureSections(view, alerts, time).of(main));
    html.append(DriftSection.of(view, alerts, main, time));
    html.append(QuantileSection.of(view, main, time));
    html.append(ExampleSection.of(main));
    if (!figures.labels().isEmpty()) {
      html.append(SegmentDetails.of(view, alerts, time, figures.labels().get(0)));
    }
    html.append(MissingSection.of(view, main));
    return html.append("</main>").toString();
  }

  private String leftOut(SegmentHistory main) {
    String windows =
        main.droppedWindows() == 0
            ? ""
            : "; %,d older ones are left out".formatted(main.droppedWindows());
    String series = view.leavesOutSeries() ? "; figures beyond the first are left out" : "";
    return windows + series;
  }

  /** Rules of the style sheet that the view needs. */
  String rules() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < figures.labels().size(); i++) {
      rules.append(Choice.rule(figures.id(i)));
    }
    return rules.toString();
  }
}
