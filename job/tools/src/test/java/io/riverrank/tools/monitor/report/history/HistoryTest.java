package io.riverrank.tools.monitor.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.Example;
import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  private static WindowMetrics window(long start, int revision, double rbo, Example... examples) {
    return new WindowMetrics(
        start,
        start + 10,
        Map.of(),
        false,
        "m",
        revision,
        5,
        Map.of("rbo", FigureValue.of(rbo, 5)),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(examples));
  }

  private List<Double> rbo() {
    return history.views().get(0).main().series("rbo").stream().map(Point::value).toList();
  }

  @Test
  void windowsStandInTheOrderOfTime() {
    for (int start : new int[] {30, 10, 20, 0}) {
      history.add(window(start, 0, start));
    }
    assertThat(rbo()).containsExactly(0.0, 10.0, 20.0, 30.0);
  }

  @Test
  void aLaterRevisionWins() {
    history.add(window(0, 1, 0.6));
    history.add(window(0, 0, 0.1));
    assertThat(rbo()).containsExactly(0.6);

    history.add(window(0, 2, 0.7));
    assertThat(rbo()).containsExactly(0.7);
  }

  @Test
  void ofTooManyWindowsTheNewestStay() {
    for (int i = 0; i < 2 * PageLimits.WINDOWS; i++) {
      history.add(window(i * 10L, 0, i));
    }
    history.add(window(0, 0, -1));

    assertThat(rbo()).hasSize(PageLimits.WINDOWS).last().isEqualTo(2.0 * PageLimits.WINDOWS - 1);
    assertThat(rbo()).first().isEqualTo((double) PageLimits.WINDOWS);
    assertThat(history.views().get(0).main().droppedWindows()).isEqualTo(PageLimits.WINDOWS + 1);
  }

  @Test
  void longTextsAreCutBetweenCharacters() {
    String text = "x".repeat(PageLimits.TEXT_CHARS - 1) + "😀😀";
    history.add(window(0, 0, 1, new Example("q", text, 0, List.of(text), List.of())));
    Example example = history.views().get(0).main().examples().get(0);

    assertThat(example.query()).isEqualTo("x".repeat(PageLimits.TEXT_CHARS - 1) + "…");
    assertThat(example.before()).containsExactly(example.query());
  }

  @Test
  void anAlertIsOneFromItsStartToItsEnd() {
    history.add(alert(Alert.Status.FIRING, 20));
    history.add(alert(Alert.Status.RESOLVED, 40));
    history.add(alert(Alert.Status.FIRING, 30));

    assertThat(history.alerts().all()).containsExactly(alert(Alert.Status.RESOLVED, 40));
    assertThat(history.alerts().firing()).isZero();
  }

  private static Alert alert(Alert.Status status, long windowEndMs) {
    return new Alert("r", "rbo", Map.of(), null, status, 0.5, 0.6, null, 9, 10, windowEndMs);
  }
}
