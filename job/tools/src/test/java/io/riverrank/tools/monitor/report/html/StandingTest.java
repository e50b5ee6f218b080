package io.riverrank.tools.monitor.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.tools.monitor.report.history.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {
  private final History history = new History();

  private void add(Map<String, String> segment, String figure, FigureValue value) {
    history.add(
        new WindowMetrics(
            0,
            1000,
            segment,
            false,
            "m",
            0,
            10,
            Map.of(figure, value),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of()));
  }

  private List<String> order(String figure) {
    return Standing.worstFirst(history.views().get(0), figure).stream()
        .map(standing -> standing.segment().segment().get("m") + (standing.isWorse() ? "!" : ""))
        .toList();
  }

  @Test
  void theWorstIsTheOneThatIsWorseForCertain() {
    add(Map.of(), "rbo", FigureValue.of(0.7, 900, 0.69, 0.71));
    add(Map.of("m", "chance"), "rbo", FigureValue.of(0.1, 2, -0.8, 1.0));
    add(Map.of("m", "bad"), "rbo", FigureValue.of(0.6, 300, 0.58, 0.62));
    add(Map.of("m", "worse"), "rbo", FigureValue.of(0.62, 3000, 0.61, 0.615));
    add(Map.of("m", "good"), "rbo", FigureValue.of(0.8, 300, 0.79, 0.81));
    add(Map.of("m", "none"), "rbo", FigureValue.missing("cut"));

    assertThat(order("rbo")).containsExactly("worse!", "bad!", "good", "chance", "none");
  }

  @Test
  void ofSomeFiguresTheLowerIsTheBetter() {
    add(Map.of(), "zero_results", FigureValue.of(0.02, 900, 0.01, 0.03));
    add(Map.of("m", "good"), "zero_results", FigureValue.of(0.01, 300, 0.005, 0.02));
    add(Map.of("m", "bad"), "zero_results", FigureValue.of(0.2, 300, 0.15, 0.25));

    assertThat(order("zero_results")).containsExactly("bad!", "good");
  }
}
