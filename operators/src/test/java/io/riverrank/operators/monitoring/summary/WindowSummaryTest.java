package io.riverrank.operators.monitoring.summary;

import static io.riverrank.operators.monitoring.MonitoredResults.candidate;
import static io.riverrank.operators.monitoring.MonitoredResults.whole;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.operators.monitoring.MonitoredResults;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.drift.Comparison;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.Figure;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import io.riverrank.schemas.RerankResult;
import io.riverrank.schemas.monitoring.Drift;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.Interaction;
import io.riverrank.schemas.monitoring.Interaction.Type;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSummaryTest {

  private static final int QUERIES = 3_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17})
  void howQueriesAreSplitAndInWhichOrderTheyComeChangesNothing(int parts) throws IOException {
    BaselineSegment baseline = baseline();
    List<QueryFigures> queries = queries(QUERIES, new Random(5));
    WindowSummary one = SummarySettings.DEFAULTS.newSummary(baseline);
    queries.forEach(one::add);

    Collections.shuffle(queries, new Random(6));
    WindowSummary merged = SummarySettings.DEFAULTS.newSummary(baseline);
    for (int part = 0; part < parts; part++) {
      WindowSummary summary = SummarySettings.DEFAULTS.newSummary(baseline);
      for (int i = part; i < queries.size(); i += parts) {
        summary.add(queries.get(i));
      }
      merged.merge(WindowSummary.fromBytes(summary.toBytes()));
    }

    assertSame(metrics(merged, baseline), metrics(one, baseline));
  }

  /** In the sense of a window that comes from other subtasks, or again after a crash. */
  private static void assertSame(WindowMetrics actual, WindowMetrics expected) {
    assertThat(actual.queries()).isEqualTo(expected.queries());
    assertThat(actual.examples()).isEqualTo(expected.examples()).hasSize(10);
    assertThat(actual.figures().keySet()).containsExactlyElementsOf(expected.figures().keySet());
    expected.figures().forEach((name, figure) -> assertSame(actual.figures().get(name), figure));
    assertThat(actual.drift()).hasSameSizeAs(Distribution.values());
    expected
        .drift()
        .forEach(
            (name, drift) -> {
              Drift other = actual.drift().get(name);
              assertThat(other.bins()).isEqualTo(drift.bins());
              assertThat(other.psi()).isEqualTo(drift.psi());
              assertThat(other.js()).isEqualTo(drift.js());
              assertThat(other.n()).isEqualTo(drift.n());
              assertThat(other.ks()).isCloseTo(drift.ks(), within(2 * drift.rankError()));
            });
  }

  private static void assertSame(FigureValue actual, FigureValue expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertThat(actual.reason()).isEqualTo(expected.reason());
    if (expected.value() != null) {
      assertThat(actual.value()).isCloseTo(expected.value(), within(1e-12 * scale(expected)));
    }
    if (expected.low() != null) {
      assertThat(actual.low()).isCloseTo(expected.low(), within(1e-12 * scale(expected)));
      assertThat(actual.high()).isCloseTo(expected.high(), within(1e-12 * scale(expected)));
    }
  }

  private static double scale(FigureValue figure) {
    return Math.max(1, Math.abs(figure.value()));
  }

  @Test
  void quantilesOfOtherMergesAreWithinTheRankError() {
    DistributionSummary all = new DistributionSummary(256, null);
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    for (int from = 0; from < values.length; from += 1_000) {
      DistributionSummary part = new DistributionSummary(256, null);
      part.add(Arrays.copyOfRange(values, from, from + 1_000));
      all.merge(part);
    }

    double error = all.sketch().rankError();
    assertThat(error).isBetween(0.01, 0.011);
    for (double share : new double[] {0.05, 0.5, 0.95}) {
      assertThat(all.sketch().quantile(share) / values.length)
          .isCloseTo((float) share, within((float) error));
    }
  }

  @Test
  void theBinaryFormKeepsEverything() throws IOException {
    BaselineSegment baseline = baseline();
    WindowSummary summary = SummarySettings.DEFAULTS.newSummary(baseline);
    queries(500, new Random(8)).forEach(summary::add);

    WindowSummary read = WindowSummary.fromBytes(summary.toBytes());

    assertThat(metrics(read, baseline)).isEqualTo(metrics(summary, baseline));
    assertThat(read.toBytes()).isEqualTo(summary.toBytes());
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] bytes = SummarySettings.DEFAULTS.newSummary(null).toBytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> WindowSummary.fromBytes(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reads summaries of version 1, not 9; restore with");
  }

  @Test
  void binsOfTwoBaselinesDontMix() {
    WindowSummary first = SummarySettings.DEFAULTS.newSummary(baseline());
    WindowSummary second = SummarySettings.DEFAULTS.newSummary(null);

    assertThatThrownBy(() -> first.merge(second)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutQueriesEveryFigureIsNullWithAReason() {
    WindowMetrics metrics = metrics(SummarySettings.DEFAULTS.newSummary(null), null);

    assertThat(metrics.figures()).hasSize(Figure.values().length + 11);
    assertThat(metrics.figures().values())
        .allSatisfy(
            figure -> {
              assertThat(figure.value()).isNull();
              assertThat(figure.n()).isZero();
              assertThat(figure.reason()).isIn("no queries", "no baseline");
            });
    assertThat(metrics.drift()).isEmpty();
    assertThat(metrics.quantiles()).isEmpty();
  }

  @Test
  void oneQueryHasNoInterval() {
    WindowSummary summary = SummarySettings.DEFAULTS.newSummary(null);
    summary.add(figures(whole("q", List.of(candidate("a", 0.9, 1L), candidate("b", 0.5, 2L)))));

    assertThat(metrics(summary, null).figures())
        .containsEntry("rbo", FigureValue.of(1, 1))
        .containsEntry("top1_same", FigureValue.of(1, 1))
        .containsEntry("ndcg@10", FigureValue.missing("no judgements"));
  }

  @Test
  void oneQueryThatCountsIsEnoughForAValue() {
    WindowSummary summary = SummarySettings.DEFAULTS.newSummary(null);
    summary.add(figures(whole("q1", List.of())));
    summary.add(figures(whole("q2", List.of(candidate("a", 0.25, 1L)))));

    Map<String, FigureValue> figures = metrics(summary, null).figures();
    assertThat(figures).containsEntry("best_score", FigureValue.of(0.25, 1));
    assertThat(figures.get("zero_results").value()).isEqualTo(0.5);
    assertThat(figures.get("zero_results").n()).isEqualTo(2);
    assertThat(figures.get("gap").reason()).isEqualTo("no candidates");
  }

  @Test
  void clicksAreComparedWithTheBaselinesClicksAtTheSameRanks() {
    WindowSummary before = SummarySettings.BASELINE.newSummary(null);
    before.add(clicked("q1", 1, true));
    before.add(clicked("q2", 1, false));
    before.add(clicked("q3", 2, false));
    before.add(clicked("q4", 2, true));
    BaselineSegment baseline = before.toBaseline(10);
    WindowSummary window = SummarySettings.DEFAULTS.newSummary(baseline);
    window.add(clicked("q5", 1, true));
    window.add(clicked("q6", 2, false));
    window.add(clicked("q7", 1, false));
    // Nobody ever saw rank 3 before, so nothing is expected of it.
    window.add(clicked("q8", 3, true));

    Map<String, FigureValue> figures = metrics(window, baseline).figures();
    assertThat(figures).containsEntry("coec", FigureValue.of(1 / 1.5, 4));
    assertThat(figures.get("ctr@1").value()).isEqualTo(0.5);
    assertThat(figures.get("ctr@1").n()).isEqualTo(2);
    assertThat(figures.get("ctr@1").low()).isGreaterThan(0);
    assertThat(figures.get("ctr@3")).isEqualTo(FigureValue.of(1, 1));
    assertThat(figures.get("ctr@4")).isEqualTo(FigureValue.missing("no impressions"));
    assertThat(metrics(window, null).figures())
        .containsEntry("coec", FigureValue.missing("no baseline"));
  }

  @Test
  void examplesAreTheLargestChangesWithTiesByQueryId() {
    WindowSummary summary = new SummarySettings(256, 2).newSummary(null);
    List.of("q3", "q2", "q4").forEach(id -> summary.add(figures(reversed(id))));
    summary.add(figures(whole("q1", List.of(candidate("a", 0.9, 1L)))));

    assertThat(metrics(summary, null).examples())
        .extracting(Example::queryId)
        .containsExactly("q2", "q3");
    assertThat(metrics(summary, null).examples().get(0).before()).containsExactly("b", "a");
    assertThat(metrics(summary, null).examples().get(0).query()).isEqualTo("query q2");
  }

  @Test
  void withoutExamplesNoTextIsKept() {
    WindowSummary summary = new SummarySettings(256, 0).newSummary(null);
    summary.add(figures(reversed("q-secret")));

    assertThat(metrics(summary, null).examples()).isEmpty();
    assertThat(new String(summary.toBytes(), ISO_8859_1)).doesNotContain("secret");
  }

  @Test
  void fewQueriesTakeFewBytesAndManyNoMoreThan24KiB() {
    List<WindowSummary> summaries = new ArrayList<>();
    List<QueryFigures> queries = queries(2_000, new Random(10));
    BaselineSegment baseline = baseline();
    SummarySettings settings = new SummarySettings(SummarySettings.DEFAULTS.sketchSize(), 0);
    long empty = usedBytes();
    for (int i = 0; i < 200; i++) {
      WindowSummary summary = settings.newSummary(baseline);
      queries.subList(0, 3).forEach(summary::add);
      summaries.add(summary);
    }
    long few = (usedBytes() - empty) / summaries.size();
    summaries.forEach(summary -> queries.forEach(summary::add));
    long many = (usedBytes() - empty) / summaries.size();

    assertThat(few).isLessThan(8 * 1024);
    assertThat(many).isLessThan(24 * 1024);
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static BaselineSegment baseline() {
    WindowSummary summary = SummarySettings.BASELINE.newSummary(null);
    queries(1_000, new Random(4)).forEach(summary::add);
    return summary.toBaseline(10);
  }

  private static List<QueryFigures> queries(int count, Random random) {
    List<QueryFigures> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "q" + i;
      queries.add(
          QueryFigures.of(
              MonitoredResults.random(id, random),
              Map.of(),
              random.nextBoolean()
                  ? List.of()
                  : List.of(
                      new Interaction(id, "d0", Type.IMPRESSION, 1 + random.nextInt(12), 0),
                      new Interaction(id, random.nextBoolean() ? "d0" : "d1", Type.CLICK, 1, 0)),
              FigureSettings.DEFAULTS));
    }
    return queries;
  }

  private static QueryFigures figures(RerankResult result) {
    return QueryFigures.of(result, Map.of(), List.of(), FigureSettings.DEFAULTS);
  }

  private static RerankResult reversed(String queryId) {
    return whole(queryId, List.of(candidate("a", 0.9, 2L), candidate("b", 0.5, 1L)));
  }

  private static QueryFigures clicked(String queryId, int rank, boolean click) {
    List<Interaction> interactions = new ArrayList<>();
    interactions.add(new Interaction(queryId, "a", Type.IMPRESSION, rank, 0));
    if (click) {
      interactions.add(new Interaction(queryId, "a", Type.CLICK, rank, 0));
    }
    return QueryFigures.of(reversed(queryId), Map.of(), interactions, FigureSettings.DEFAULTS);
  }

  private static WindowMetrics metrics(WindowSummary summary, BaselineSegment baseline) {
    return new MetricsReport(summary, Comparison.saved(baseline), 10)
        .toMetrics(0, 1, Map.of(), false, null, 0);
  }
}
