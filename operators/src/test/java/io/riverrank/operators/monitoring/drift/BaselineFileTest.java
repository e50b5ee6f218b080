package io.riverrank.operators.monitoring.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riverrank.operators.monitoring.MonitoredResults;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.operators.monitoring.summary.MetricsReport;
import io.riverrank.operators.monitoring.summary.SummarySettings;
import io.riverrank.operators.monitoring.summary.WindowSummary;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Interaction.Type;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {

  @Test
  void whatIsReadComparesAsWhatWasWritten() throws IOException {
    BaselineSegment all = segment(new Random(1), 2_000);
    BaselineSegment german = segment(new Random(2), 3);
    Baseline baseline = new Baseline(Map.of(Map.of(), all, Map.of("market", "de"), german));
    byte[] bytes = BaselineFile.write(baseline);

    Baseline read = BaselineFile.read("b.json", bytes);

    assertThat(BaselineFile.write(read)).isEqualTo(bytes);
    assertThat(read.segment(Map.of("market", "fr"))).isNull();
    for (Map<String, String> segment : baseline.segments().keySet()) {
      WindowSummary window = SummarySettings.DEFAULTS.newSummary(read.segment(segment));
      Random random = new Random(3);
      for (int i = 0; i < 20; i++) {
        window.add(figures("q" + i, random));
      }
      assertThat(
              new MetricsReport(window, Comparison.saved(read.segment(segment)), 10)
                  .toMetrics(0, 1, segment, false, null, 0))
          .isEqualTo(
              new MetricsReport(window, Comparison.saved(baseline.segment(segment)), 10)
                  .toMetrics(0, 1, segment, false, null, 0));
    }
  }

  @Test
  void aBaselineWithoutQueriesIsOne() throws IOException {
    byte[] bytes = BaselineFile.write(new Baseline(Map.of(Map.of(), segment(new Random(1), 0))));

    assertThat(BaselineFile.read("b.json", bytes).segment(Map.of()).queries()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"riverrank-baseline\" | \"another\"  | it doesn't say \"format\": \"riverrank-baseline\"",
        "\"version\" : 1        | \"version\" : 2 | it has version 2, and this release reads 1",
        "\"segments\"           | \"parts\"    | \"segments\" is missing or no array",
        "\"means\"              | \"averages\" | \"means\" is missing or no object",
        "\"deviation\"          | \"spread\"   | \"deviation\" is missing or no number",
        "\"queries\" : 3        | \"queries\" : -3 | \"queries\" is missing or no count",
        "\"queries\" : 3        | \"queries\" : 3.5 | \"queries\" is missing or no count",
        "\"logit\"              | \"logits\"   | \"logit\" is missing or no object",
        "\"sketch\" : \"        | \"sketch\" : \"??? | a \"sketch\" is damaged",
        "\"sketch\" : \"AAA     | \"sketch\" : \"AAAA | a \"sketch\" is damaged",
      })
  void anUnreadableOneSaysWhyAndWhatToDo(String part, String instead, String why) {
    Baseline baseline = new Baseline(Map.of(Map.of(), segment(new Random(1), 3)));
    String text = new String(BaselineFile.write(baseline), UTF_8);
    assertThat(text).contains(part);

    assertThatThrownBy(
            () -> BaselineFile.read("b.json", text.replace(part, instead).getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "baseline b.json can't be read: "
                + why
                + "; write it anew with riverrank monitor baseline");
  }

  @ParameterizedTest
  @CsvSource({"''", "[]", "x", "{", "null"})
  void whatIsNoJsonObjectIsRefused(String text) {
    assertThatThrownBy(() -> BaselineFile.read("b.json", text.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("baseline b.json can't be read: it ");
  }

  private static BaselineSegment segment(Random random, int queries) {
    WindowSummary summary = SummarySettings.BASELINE.newSummary(null);
    for (int i = 0; i < queries; i++) {
      summary.add(figures("q" + i, random));
    }
    return summary.toBaseline(10);
  }

  private static QueryFigures figures(String queryId, Random random) {
    return QueryFigures.of(
        MonitoredResults.random(queryId, random),
        Map.of(),
        List.of(
            new Interaction(queryId, "d0", Type.IMPRESSION, 1, 0),
            new Interaction(queryId, "d1", Type.IMPRESSION, 2, 0),
            new Interaction(queryId, "d0", Type.CLICK, 1, 0)),
        FigureSettings.DEFAULTS);
  }

  @Test
  void aSegmentWithoutAnyValueIsWrittenAndReadToo() throws Exception {
    Map<String, String> market = Map.of("market", "de");
    BaselineSegment none = new BaselineSegment(1, Map.of(), new RankCounts(), Map.of());
    byte[] written = BaselineFile.write(new Baseline(Map.of(market, none)));
    BaselineSegment read = BaselineFile.read("file", written).segment(market);
    assertThat(read.queries()).isEqualTo(1);
    for (Distribution distribution : Distribution.values()) {
      assertThat(read.edges(distribution)).isNull();
      assertThat(read.distributions().get(distribution).sketch().n()).isZero();
    }
  }
}
