package io.riverrank.faults.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.faults.footprint.Footprint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapReportTest {
  private static final Footprint THEN = new Footprint(70, 2_000_000_000, 16_000, 1, 100, 40);

  @TempDir private Path folder;

  private static SwapReport report(
      Footprint last, double p95Ms, double resultsASecond, double checkpointMs, double rollbackMs) {
    SwapFigures.Window quiet = new SwapFigures.Window(100, 20);
    return new SwapReport(
        new SwapFigures(
            40,
            20,
            5,
            50,
            THEN,
            last,
            List.of(new SwapFigures.Pair(quiet, new SwapFigures.Window(p95Ms, resultsASecond))),
            new double[] {30, 50},
            checkpointMs == 0 ? new double[0] : new double[] {30, checkpointMs},
            List.of(100.0, rollbackMs),
            List.of()));
  }

  @Test
  void whatIsWithinItsLimitsIsNoFinding() {
    Footprint more = new Footprint(72, 2_050_000_000, 16_400, 1, 103, 41);
    assertThat(report(more, 125, 18, 100, 1000).findings()).isEmpty();
  }

  @Test
  void eachLimitIsHeld() {
    assertThat(report(THEN, 126, 20, 50, 100).findings())
        .containsExactly("p95 around a swap is too high");
    assertThat(report(THEN, 100, 17.9, 50, 100).findings())
        .containsExactly("too few results around a swap");
    assertThat(report(THEN, 100, 20, 101, 100).findings())
        .containsExactly("a checkpoint took too long");
    assertThat(report(THEN, 100, 20, 50, 1001).findings())
        .containsExactly("a rollback took too long");
    Footprint grown = new Footprint(70, 2_061_000_000, 16_000, 1, 100, 42);
    assertThat(report(grown, 100, 20, 50, 100).findings()).hasSize(2);
  }

  @Test
  void whatWasNotMeasuredIsAFinding() {
    assertThat(report(THEN, Double.NaN, 20, 50, 100).findings()).hasSize(1);
    assertThat(report(THEN, 100, 20, 0, 100).findings())
        .containsExactly("a checkpoint took too long");
  }

  @Test
  void theLastLineCounts() throws Exception {
    StringWriter text = new StringWriter();
    SwapReport report = report(THEN, 126, 20, 50, 100);
    report.print(new PrintWriter(text));
    assertThat(text.toString().stripTrailing())
        .contains("2 checkpoints amid a swap and 2 without")
        .endsWith("swaps=50 findings=1");
    report.write(folder.resolve("swaps.json"));
    assertThat(folder.resolve("swaps.json"))
        .content()
        .contains("\"checkpointsAmidMs\" : [ 30.0, 50.0 ]");
  }
}
