package io.riverrank.tools.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
  private static final long SECOND = 1_000_000_000L;

  private static BatchRun run(double start, double end, int rows, int tokens) {
    return new BatchRun(
        Math.round(start * SECOND),
        Math.round(end * SECOND),
        rows,
        tokens,
        tokens * 5 / 4,
        0,
        0,
        0);
  }

  @Test
  void takesNoNoticeOfASlowStartAndASlowEnd() {
    List<BatchRun> runs = new ArrayList<>();
    runs.add(run(0, 5, 1, 100));
    for (int i = 0; i < 18; i++) {
      runs.add(run(5 + i, 6 + i, 1, 100));
    }
    runs.add(run(23, 30, 1, 100));
    SteadyState steady = SteadyState.of(runs);
    assertThat(steady.pairsPerSecond()).isCloseTo(1, within(1e-6));
    assertThat(steady.tokensPerSecond()).isCloseTo(100, within(1e-4));
    assertThat(steady.seconds()).isCloseTo(16, within(1e-6));
    assertThat(steady.padding()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void countsABatchAcrossTheBorderWithItsPartInside() {
    // Two callers, out of step: at each border one of them is in the midst of a batch.
    List<BatchRun> runs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      runs.add(run(3 * i, 3 * (i + 1), 3, 300));
      runs.add(run(3 * i + 1.5, 3 * (i + 1) + 1.5, 3, 300));
    }
    assertThat(SteadyState.of(runs).pairsPerSecond()).isCloseTo(2, within(1e-6));
  }

  @Test
  void doesNotMatterWhichPairsAreInTheMiddle() {
    // Long pairs first and last, at the same tokens a second.
    List<BatchRun> runs =
        List.of(run(0, 2, 1, 200), run(2, 5, 30, 300), run(5, 8, 30, 300), run(8, 10, 1, 200));
    assertThat(SteadyState.of(runs).pairsPerSecond()).isCloseTo(6.2, within(1e-6));
  }

  @Test
  void aSpreadIsMedianAndRange() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.quantile(new double[] {0, 10, 20, 30, 40}, 0.95)).isEqualTo(38);
  }
}
