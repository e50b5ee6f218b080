package io.riverrank.job.monitor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

/** Which metrics Flink's reporters see, and for how long. */
class ShownWindowTest {
  private static final long HOUR_MS = 3_600_000;

  /** By their names in full. */
  private final Map<String, Object> seen = new HashMap<>();

  private final MetricGroup root =
      new GenericMetricGroup(
          TestingMetricRegistry.builder()
              .setRegisterConsumer(
                  (metric, name, group) ->
                      seen.put(group.getMetricIdentifier(name), ((Gauge<?>) metric).getValue()))
              .setUnregisterConsumer(
                  (metric, name, group) -> seen.remove(group.getMetricIdentifier(name)))
              .build(),
          null,
          "monitor");

  @Test
  void figuresWithValuesAreGaugesOfTheirSegment() {
    new ShownWindow(root, HOUR_MS, HOUR_MS, 50).show(record("de", 7, 0.5));
    assertThat(seen)
        .containsEntry("monitor.window.1h.segment.market=de.model.sha256:aa.queries", 7L)
        .containsEntry("monitor.window.1h.segment.market=de.model.sha256:aa.rbo", 0.5)
        .containsEntry("monitor.window.1h.segment.market=de.model.sha256:aa.rbo_low", 0.4)
        .containsEntry("monitor.window.1h.window_end_ms", HOUR_MS)
        .as("a missing figure would be a 0")
        .noneSatisfy((name, value) -> assertThat(name).contains("ndcg"));
  }

  @Test
  void theSegmentsWithMostQueriesAreShown() {
    ShownWindow window = new ShownWindow(root, HOUR_MS, HOUR_MS, 2);
    window.show(record("small", 1, 0.5));
    window.show(record("middle", 2, 0.5));
    window.show(record("large", 3, 0.5));
    window.show(record("tiny", 0, 0.5));
    assertThat(segments()).containsExactlyInAnyOrder("middle", "large");
  }

  @Test
  void aRevisionTakesThePlaceOfTheRecordBefore() {
    ShownWindow window = new ShownWindow(root, HOUR_MS, HOUR_MS, 2);
    window.show(record("de", 1, 0.5));
    window.show(record("de", 2, 0.75));
    assertThat(seen).containsEntry("monitor.window.1h.segment.market=de.model.sha256:aa.rbo", 0.75);
  }

  @Test
  void nothingIsLeftOfAWindowThatEnded() {
    ShownWindow window = new ShownWindow(root, HOUR_MS, HOUR_MS, 50);
    window.show(record("de", 1, 0.5));
    window.close();
    assertThat(seen).isEmpty();
    new ShownWindow(root, HOUR_MS, 2 * HOUR_MS, 50).show(record("fr", 1, 0.5));
    assertThat(segments()).containsExactly("fr");
  }

  private List<String> segments() {
    return seen.keySet().stream()
        .filter(name -> name.endsWith(".queries"))
        .map(name -> name.replaceAll(".*market=([a-z]+).*", "$1"))
        .toList();
  }

  private static WindowMetrics record(String market, long queries, double rbo) {
    return new WindowMetrics(
        0,
        HOUR_MS,
        Map.of("market", market),
        false,
        "sha256:aa",
        0,
        queries,
        Map.of(
            "rbo",
            FigureValue.of(rbo, queries, 0.4, 0.9),
            "ndcg@10",
            FigureValue.missing("no judgements")),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }
}
