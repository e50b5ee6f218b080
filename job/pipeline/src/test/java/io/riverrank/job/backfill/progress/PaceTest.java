package io.riverrank.job.backfill.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long TOTAL = 100_000;

  private final Pace pace = new Pace();

  /**
   * @param requested of 1,000 candidates and as many bytes
   */
  private void look(long second, long requested, long candidates) {
    pace.add(
        new Totals(
            requested, requested, requested, 0, 0, candidates, 0, 0, 0, new TreeMap<>(), List.of()),
        Duration.ofSeconds(second).toNanos());
  }

  @Test
  void theLoadingOfTheModelIsNoWork() {
    for (int second = 0; second <= 100; second++) {
      look(second, 1_000, 0);
    }
    assertThat(pace.left(TOTAL)).isEmpty();
    assertThat(pace.pairsPerSecond()).isZero();

    look(101, 1_000, 100);

    assertThat(pace.pairsPerSecond()).isEqualTo(100);
    assertThat(pace.left(TOTAL)).hasValue(Duration.ofSeconds((TOTAL - 100) / 100));
  }

  @Test
  void whatEarlierAttemptsDidIsNoWorkOfThisOne() {
    look(0, 0, 0);
    look(1, 50_000, 49_000);
    assertThat(pace.left(TOTAL)).isEmpty();

    look(2, 50_000, 49_010);

    assertThat(pace.pairsPerSecond()).isEqualTo(10);
    assertThat(pace.left(TOTAL)).hasValue(Duration.ofSeconds((TOTAL - 49_010) / 10));
  }

  @Test
  void theLastMinuteCounts() {
    look(0, 1_000, 0);
    look(10, 10_000, 1_000);
    look(200, 10_000, 1_010);
    look(230, 10_000, 1_040);
    look(260, 10_000, 1_070);
    assertThat(pace.pairsPerSecond()).isEqualTo(1);
  }

  @Test
  void aStandstillHasNoTimeLeft() {
    look(0, 1_000, 0);
    look(1, 1_000, 500);
    look(30, 1_000, 500);
    look(62, 1_000, 500);
    look(100, 1_000, 500);
    assertThat(pace.left(TOTAL)).isEmpty();
  }
}
