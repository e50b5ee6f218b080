package io.riverrank.operators.monitoring.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.monitoring.MonitoredResults;
import io.riverrank.operators.monitoring.drift.BaselineSegment;
import io.riverrank.operators.monitoring.figures.Distribution;
import io.riverrank.operators.monitoring.figures.FigureSettings;
import io.riverrank.operators.monitoring.figures.QueryFigures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of a window to compare later ones with. */
class WithoutFiguresTest {

  @Test
  void fewQueriesTakeFewBytesAndManyNoMoreThan16KiB() throws IOException {
    assertThat(summary(3, null).withoutFigures().toBytes()).hasSizeLessThan(1024);
    assertThat(summary(2_000, null).withoutFigures().toBytes()).hasSizeLessThan(16 * 1024);
  }

  @Test
  void aSummaryThatCountedInAFilesBinsIsComparedLikeAnyOther() throws IOException {
    BaselineSegment file = summary(50, null).toBaseline(10);
    WindowSummary merged = summary(5, file).withoutFigures();
    merged.merge(summary(8, null).withoutFigures());

    WindowSummary same = summary(5, null);
    same.merge(summary(8, null));
    for (Distribution distribution : Distribution.values()) {
      assertThat(merged.toBaseline(10).edges(distribution))
          .isEqualTo(same.toBaseline(10).edges(distribution));
    }
    assertThat(merged.toBaseline(10).queries()).isEqualTo(13);
  }

  private static WindowSummary summary(int queries, BaselineSegment baseline) {
    Random random = new Random(queries);
    WindowSummary summary = SummarySettings.DEFAULTS.newSummary(baseline);
    for (int i = 0; i < queries; i++) {
      summary.add(
          QueryFigures.of(
              MonitoredResults.random("q" + i, random),
              Map.of(),
              List.of(),
              FigureSettings.DEFAULTS));
    }
    return summary;
  }
}
