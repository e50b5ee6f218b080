package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.monitor.report.chart.TimeAxis;
import io.riverrank.tools.monitor.report.history.History;
import io.riverrank.tools.monitor.report.history.PageLimits;
import io.riverrank.tools.monitor.report.history.View;
import io.riverrank.tools.page.Html;
import io.riverrank.tools.page.HtmlPage;
import java.util.List;
import java.util.Objects;

/** The page: one file, no network, no script. */
public final class MonitorPage {
  private static final String TITLE = "Relevance";
  private static final int ENOUGH_WINDOWS = 12;

  private final History history;
  private final List<View> views;
  private final List<Long> lengths;
  private final List<String> models;

  private MonitorPage(History history) {
    this.history = history;
    views = history.views();
    lengths = views.stream().map(View::lengthMs).distinct().toList();
    models = views.stream().map(View::model).map(Labels::modelKey).distinct().toList();
  }

  /** Also of a history that holds nothing yet. */
  public static String of(History history) {
    return new MonitorPage(history).html();
  }

  private String html() {
    StringBuilder rules = new StringBuilder(HtmlPage.style(MonitorPage.class, "monitor.css"));
    StringBuilder body =
        new StringBuilder("<header><h1>%s</h1>%s</header>".formatted(TITLE, facts()));
    Choice length =
        new Choice("w", "Window", lengths.stream().map(Labels::length).toList(), firstLength());
    Choice model = new Choice("m", "Model", models.stream().map(Labels::model).toList(), 0);
    body.append("<div class=\"choices\">").append(length.buttons()).append(model.buttons());
    body.append("</div>").append(AlertSection.of(history.alerts()));
    for (int w = 0; w < lengths.size(); w++) {
      for (int m = 0; m < models.size(); m++) {
        rules.append(Choice.rule(length.id(w), model.id(m)));
        body.append(Choice.shown(view(w, m, rules), length.id(w), model.id(m)));
      }
    }
    return HtmlPage.of(TITLE, rules.toString(), body.toString());
  }

  private String view(int length, int model, StringBuilder rules) {
    for (View view : views) {
      if (view.lengthMs() == lengths.get(length)
          && Objects.equals(Labels.modelKey(view.model()), models.get(model))) {
        ViewSections sections =
            new ViewSections(view, history.alerts(), length * models.size() + model);
        rules.append(sections.rules());
        return sections.html();
      }
    }
    return "<p class=\"none\">No window of %s for this model.</p>"
        .formatted(Labels.length(lengths.get(length)));
  }

  /** The longest of which there are enough to see a line; else the shortest. */
  private int firstLength() {
    for (int i = lengths.size() - 1; i > 0; i--) {
      long lengthMs = lengths.get(i);
      if (views.stream()
          .anyMatch(v -> v.lengthMs() == lengthMs && v.main().windows() >= ENOUGH_WINDOWS)) {
        return i;
      }
    }
    return 0;
  }

  private String facts() {
    if (views.isEmpty()) {
      return "<p class=\"none\">No window is closed yet.</p>";
    }
    long endMs = views.stream().mapToLong(View::endMs).max().orElse(0);
    String left =
        history.leavesOutViews()
            ? " · only %,d pairs of window length and model are shown, the newest"
                .formatted(PageLimits.VIEWS)
            : "";
    return "<p class=\"facts\">%s, the last window ends %s UTC%s%s</p>"
        .formatted(
            Counted.of(history.records(), "metrics record"),
            TimeAxis.text(endMs),
            Html.escape(left),
            models.size() == 1
                ? "<br><code>" + Html.escape(Labels.wholeModel(models.get(0))) + "</code>"
                : "");
  }
}
