package io.riverrank.tools.monitor.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.tools.monitor.report.history.History;
import io.riverrank.tools.monitor.report.history.PageLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorPageTest {
  private static final Drift DRIFT =
      new Drift(
          0.1,
          0.2,
          0.3,
          0.1,
          0.1,
          9,
          9,
          0,
          new Drift.Bins(List.of(1.0), List.of(4L, 5L), List.of(9L, 0L)),
          null);

  private static final long HOUR_MS = 3_600_000;
  private static final String HOSTILE =
      "</title><script>alert('1')</script><img src=\"x\" onerror=y>";
  private static final Pattern RULE = Pattern.compile(":has\\(#([^:]+):checked\\)");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern CHOICE = Pattern.compile("class=\"choice ([^\"]+)\"");

  private final History history = new History();

  private static WindowMetrics window(
      Map<String, String> segment, String model, long lengthMs, int number, FigureValue rbo) {
    return window(segment, model, lengthMs, number, 0, Map.of("rbo", rbo), List.of());
  }

  private static WindowMetrics window(
      Map<String, String> segment,
      String model,
      long lengthMs,
      int number,
      int revision,
      Map<String, FigureValue> figures,
      List<Example> examples) {
    return new WindowMetrics(
        number * lengthMs,
        (number + 1) * lengthMs,
        segment,
        false,
        model,
        revision,
        100 + number,
        figures,
        Map.of(),
        Map.of(),
        Map.of(),
        examples);
  }

  @Test
  void textsOfStrangersAreTextsOnThePage() {
    Map<String, FigureValue> figures = new LinkedHashMap<>();
    figures.put("rbo", FigureValue.of(0.5, 9, 0.4, 0.6));
    figures.put(HOSTILE, FigureValue.of(0.5, 9, 0.4, 0.6));
    figures.put("map", FigureValue.missing(HOSTILE));
    List<Example> examples =
        List.of(new Example(HOSTILE, HOSTILE, 0.1, List.of(HOSTILE), List.of(HOSTILE)));
    Map<String, String> segment = Map.of(HOSTILE, HOSTILE);
    for (Map<String, String> each : List.of(Map.<String, String>of(), segment)) {
      WindowMetrics plain = window(each, HOSTILE, HOUR_MS, 0, 0, figures, examples);
      history.add(
          new WindowMetrics(
              plain.windowStartMs(),
              plain.windowEndMs(),
              each,
              false,
              HOSTILE,
              0,
              9,
              figures,
              Map.of(HOSTILE, new Drift(null, null, null, null, null, 0, 0, 0, null, HOSTILE)),
              Map.of(HOSTILE, Map.of("0.5", 1.0)),
              Map.of(),
              examples));
      history.add(
          new Alert(
              HOSTILE, HOSTILE, each, null, Alert.Status.FIRING, 1.0, 2.0, 3.0, 4, 0, HOUR_MS));
    }

    assertThat(MonitorPage.of(history))
        .contains("&lt;script&gt;alert(&#39;1&#39;)")
        .doesNotContain("<script", "<img", "alert('1')");
  }

  @Test
  void everyChoiceShowsSomethingAndEveryContentIsShownByOne() {
    for (String model : List.of("sha256:a", "sha256:b")) {
      for (String market : List.of("de", "fr")) {
        history.add(window(Map.of(), model, HOUR_MS, 0, FigureValue.of(0.5, 9, 0.4, 0.6)));
        history.add(
            window(Map.of("market", market), model, HOUR_MS, 0, FigureValue.of(0.5, 9, 0.4, 0.6)));
      }
    }
    history.add(window(Map.of(), "sha256:a", HOUR_MS / 12, 0, FigureValue.of(0.5, 9)));
    String page = MonitorPage.of(history);
    List<String> ids = all(ID, page);

    assertThat(ids).doesNotHaveDuplicates().contains("w0", "w1", "m0", "m1", "f2-0");
    assertThat(all(RULE, page)).isSubsetOf(ids).containsAll(ids);
    assertThat(all(CHOICE, page)).doesNotHaveDuplicates().hasSize(6);
    for (String content : all(CHOICE, page)) {
      assertThat(page).contains(" ." + content + "{display:block}");
    }
    assertThat(page).contains("No window of 5 min for this model.");
  }

  @Test
  void whatHasNoValueSaysWhy() {
    history.add(window(Map.of(), null, HOUR_MS, 0, FigureValue.of(0.5, 9, 0.4, 0.6)));
    history.add(window(Map.of(), null, HOUR_MS, 1, FigureValue.missing("cut")));
    history.add(
        window(
            Map.of(),
            null,
            HOUR_MS,
            2,
            0,
            Map.of("map", FigureValue.missing("no judgements"), "rbo", FigureValue.of(0.5, 9)),
            List.of()));

    assertThat(MonitorPage.of(history))
        .contains(
            "no value: cut",
            "no judgements of these queries came (monitor --judgements)</td><td>map</td>",
            "the results name no model");
  }

  @Test
  void whatIsLeftOutIsSaidAndThePageStaysSmall() {
    int segments = PageLimits.SEGMENTS + 30;
    int windows = PageLimits.WINDOWS + 100;
    Map<String, FigureValue> figures = new LinkedHashMap<>();
    figures.put("rbo", FigureValue.of(0.5, 9, 0.4, 0.6));
    for (int i = 0; i < PageLimits.SERIES + 50; i++) {
      figures.put("ctr@" + i, FigureValue.of(0.5, 9, 0.4, 0.6));
    }
    for (int w = 0; w < windows; w++) {
      history.add(window(Map.of(), "m", HOUR_MS, w, 0, figures, List.of()));
      for (int s = 0; s < segments; s++) {
        history.add(
            window(Map.of("s", "v" + s), "m", HOUR_MS, w, FigureValue.of(0.5, 9, 0.4, 0.6)));
      }
    }
    for (int i = 0; i < PageLimits.VIEWS + 5; i++) {
      history.add(window(Map.of(), "m" + i, HOUR_MS, windows - 20 - i, FigureValue.of(0.5, 9)));
    }
    for (int i = 0; i < PageLimits.ALERTS + 7; i++) {
      history.add(
          new Alert(
              "r" + i, "rbo", Map.of(), null, Alert.Status.RESOLVED, 1.0, 2.0, null, 4, i, i));
    }
    String page = MonitorPage.of(history);

    assertThat(page.length()).isLessThan(10_000_000);
    assertThat(page)
        .contains(
            "400 windows of 1 h",
            "; 100 older ones are left out",
            "than the 50 with the most queries",
            "figures beyond the first are left out",
            "only 12 pairs of window length and model are shown",
            "7 older ones are left out");
  }

  @Test
  void aSegmentWithALongNameIsCut() {
    String name = "x".repeat(10_000);
    history.add(window(Map.of("m", name), "m", HOUR_MS, 0, FigureValue.of(0.5, 9, 0.4, 0.6)));

    assertThat(MonitorPage.of(history))
        .contains("m = xxx", ">1 metrics record,")
        .doesNotContain("x".repeat(300));
  }

  @Test
  void anAlertAboutDriftIsMarkedThere() {
    history.add(drifted(DRIFT));
    history.add(
        new Alert(
            "r", "drift.logit.psi", Map.of(), "m", Alert.Status.FIRING, 1.0, 2.0, null, 4, 0, 1));

    assertThat(MonitorPage.of(history))
        .containsOnlyOnce("<i class=\"state firing\">")
        .contains("<b>logit</b><i class=\"state firing\">firing</i>");
  }

  @ParameterizedTest
  @CsvSource({"file, baseline", "trailing, windows before", "week_before, week before"})
  void whatWindowsAreComparedWithIsNamed(String from, String name) {
    history.add(drifted(DRIFT.comparedWith(from)));

    assertThat(MonitorPage.of(history))
        .contains("<h2>Drift from the %s</h2>".formatted(name), "</i>%s</span>".formatted(name));
  }

  private static WindowMetrics drifted(Drift drift) {
    return new WindowMetrics(
        0,
        HOUR_MS,
        Map.of(),
        false,
        "m",
        0,
        9,
        Map.of("rbo", FigureValue.of(0.5, 9)),
        Map.of("logit", drift, "best_score", drift),
        Map.of(),
        Map.of(),
        List.of());
  }

  @Test
  void nothingYetIsAPageToo() {
    assertThat(MonitorPage.of(history)).contains("No window is closed yet.");
  }

  private static List<String> all(Pattern pattern, String page) {
    return pattern.matcher(page).results().map((MatchResult m) -> m.group(1)).toList();
  }
}
