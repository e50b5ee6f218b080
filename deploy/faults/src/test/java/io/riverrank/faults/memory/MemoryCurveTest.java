package io.riverrank.faults.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryCurveTest {

  private static final MemoryCurve CURVE =
      new MemoryCurve(
          List.of(
              new MemorySample(0, 1, 100, 10, 0),
              new MemorySample(0, 2, 200, 10, 0),
              new MemorySample(10, 1, 110, 20, 50),
              new MemorySample(10, 2, 200, 20, 50),
              new MemorySample(20, 1, 121, 30, 90),
              new MemorySample(20, 2, 210, 30, 90)));

  @Test
  void growthIsThatOfTheProcessThatGrewMost() {
    assertThat(CURVE.growthAfter(10)).isCloseTo(1.1, within(1e-9));
    assertThat(CURVE.growthAfter(0)).isCloseTo(1.21, within(1e-9));
  }

  @Test
  void aTaskManagerThatWasNotThereBeforeSaysNothingOfGrowth() {
    MemoryCurve curve =
        new MemoryCurve(
            List.of(new MemorySample(0, 1, 100, 10, 0), new MemorySample(20, 2, 100, 10, 0)));

    assertThatThrownBy(() -> curve.growthAfter(10)).hasMessageContaining("not there all the time");
  }

  @Test
  void theCurveIsWrittenAsFiguresAndAsAPicture(@TempDir Path folder) throws Exception {
    Path csv = folder.resolve("reports/curve.csv");
    Path svg = folder.resolve("reports/curve.svg");
    CURVE.writeCsv(csv);
    MemoryPlot.write(CURVE, new double[] {5, 15}, svg);

    assertThat(Files.readAllLines(csv))
        .hasSize(7)
        .startsWith("seconds,pid,rss_bytes,heap_bytes,backlog_queries", "0.0,1,100,10,0");
    assertThat(Files.readString(svg)).startsWith("<svg").contains("task manager 2");
  }
}
