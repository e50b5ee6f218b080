package io.riverrank.tools.bench.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.BatchLimits;
import io.riverrank.operators.batching.PaddingRule;
import io.riverrank.tools.bench.queueing.IdealQueue.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdealQueueTest {
  private static final long MS = 1_000_000;
  private static final BatchLimits ONE_A_RUN = new BatchLimits(100, 1, 0);

  private static Arrival at(long millis, int... lengths) {
    return new Arrival(millis * MS, lengths);
  }

  @Test
  void oneCallerServesInTheOrderOfArrival() {
    // M/D/1 by hand, 10 ms each: served 0..10, 10..20, 20..30, idle, 50..60.
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 5), at(4, 5), at(12, 5), at(50, 5)),
            ONE_A_RUN,
            PaddingRule.LONGEST,
            1,
            (rows, length, start) -> 10 * MS);
    assertThat(latencies).containsExactly(10, 16, 18, 10);
  }

  @Test
  void aSecondCallerTakesWhatWaits() {
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 5), at(4, 5), at(5, 5)),
            ONE_A_RUN,
            PaddingRule.LONGEST,
            2,
            (rows, length, start) -> 10 * MS);
    // 0..10 on the one, 4..14 on the other, 10..20 on the one.
    assertThat(latencies).containsExactly(10, 10, 15);
  }

  @Test
  void anEventLeavesWithItsLastPair() {
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 5, 5, 5)),
            ONE_A_RUN,
            PaddingRule.LONGEST,
            1,
            (rows, length, start) -> 10 * MS);
    assertThat(latencies).containsExactly(30);
  }

  @Test
  void whatWaitsGoesTogetherInOneBatch() {
    BatchLimits four = new BatchLimits(1000, 4, 0);
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 100), at(1, 100), at(2, 100)),
            four,
            PaddingRule.LONGEST,
            1,
            (rows, length, start) -> rows * 10 * MS);
    // 0..10 alone, then both that came meanwhile: 10..30.
    assertThat(latencies).containsExactly(10, 29, 28);
  }

  @Test
  void lingersAsTheJobDoes() {
    BatchLimits lingering = new BatchLimits(1000, 4, 5);
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 100)),
            lingering,
            PaddingRule.LONGEST,
            1,
            (rows, length, start) -> 10 * MS);
    assertThat(latencies).containsExactly(15);
  }

  @Test
  void aRunTakesAsLongAsTheMachineNeedsWhenItBegins() {
    assertThat(
            IdealQueue.latencies(
                List.of(at(0, 5, 5), at(50, 5)),
                ONE_A_RUN,
                PaddingRule.LONGEST,
                1,
                (rows, length, start) -> (start < 40 * MS ? 10 : 20) * MS))
        .containsExactly(20, 20);
  }

  @Test
  void runsHaveTheShapesOfTheJobs() {
    BatchLimits four = new BatchLimits(64, 4, 0);
    PaddingRule eights = new PaddingRule(8, 512, four);
    List<String> shapes = new ArrayList<>();
    double[] latencies =
        IdealQueue.latencies(
            List.of(at(0, 9, 10, 17)),
            four,
            eights,
            1,
            (rows, length, start) -> {
              shapes.add(rows + "x" + length);
              return 10 * MS;
            });
    // 9 and 10 tokens are padded to 16 and share a run of as many rows as fit; 17 has its own.
    assertThat(shapes).containsExactly("4x16", "2x24");
    assertThat(latencies).containsExactly(20);
  }
}
