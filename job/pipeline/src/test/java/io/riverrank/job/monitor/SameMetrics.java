package io.riverrank.job.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riverrank.schemas.monitoring.FigureValue;
import io.riverrank.schemas.monitoring.WindowMetrics;
import java.util.List;
import java.util.Map;

/** The same records: counts to the number, means to 1e-12, sketches not at all. */
final class SameMetrics {

  private static final double CLOSE = 1e-12;

  private SameMetrics() {}

  static void assertSame(List<WindowMetrics> actual, List<WindowMetrics> expected) {
    assertThat(actual).extracting(SameMetrics::name).isEqualTo(names(expected));
    for (int i = 0; i < actual.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
  }

  private static List<String> names(List<WindowMetrics> records) {
    return records.stream().map(SameMetrics::name).toList();
  }

  private static String name(WindowMetrics record) {
    return "%d-%d %s %s %d %d"
        .formatted(
            record.windowStartMs(),
            record.windowEndMs(),
            record.segment(),
            record.model(),
            record.revision(),
            record.queries());
  }

  private static void assertSame(WindowMetrics actual, WindowMetrics expected) {
    assertThat(actual.figures().keySet()).isEqualTo(expected.figures().keySet());
    for (Map.Entry<String, FigureValue> figure : expected.figures().entrySet()) {
      String what = name(expected) + " " + figure.getKey();
      FigureValue value = actual.figures().get(figure.getKey());
      assertThat(value.n()).as(what).isEqualTo(figure.getValue().n());
      assertThat(value.reason()).as(what).isEqualTo(figure.getValue().reason());
      assertClose(what, value.value(), figure.getValue().value());
      assertClose(what, value.low(), figure.getValue().low());
      assertClose(what, value.high(), figure.getValue().high());
    }
    assertThat(actual.drift().keySet()).isEqualTo(expected.drift().keySet());
    expected
        .drift()
        .forEach(
            (name, drift) -> {
              assertThat(actual.drift().get(name).bins()).isEqualTo(drift.bins());
              assertThat(actual.drift().get(name).psi()).isEqualTo(drift.psi());
              assertThat(actual.drift().get(name).js()).isEqualTo(drift.js());
            });
  }

  private static void assertClose(String what, Double actual, Double expected) {
    if (expected == null) {
      assertThat(actual).as(what).isNull();
    } else {
      assertThat(actual).as(what).isCloseTo(expected, within(CLOSE * (1 + Math.abs(expected))));
    }
  }
}
