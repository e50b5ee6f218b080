package io.riverrank.tools.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int MANY = 20_000;

  @Test
  void arrivalsComeAtTheRateAndAsOftenCloseTogetherAsPoissonsDo() {
    long[] times = Schedule.poisson(MANY, 50, 7);
    assertThat(times).isSorted();
    assertThat(times[MANY - 1] / 1e9).isCloseTo(MANY / 50.0, within(MANY / 50.0 * 0.03));
    long short_ = 0;
    for (int i = 1; i < MANY; i++) {
      if (times[i] - times[i - 1] < 1e9 / 50) {
        short_++;
      }
    }
    // P(gap < mean) = 1 - 1/e of an exponential.
    assertThat((double) short_ / MANY).isCloseTo(1 - Math.exp(-1), within(0.02));
  }

  @Test
  void sameSeedSameSchedule() {
    assertThat(Schedule.poisson(100, 3, 5)).isEqualTo(Schedule.poisson(100, 3, 5));
    assertThat(Schedule.poisson(100, 3, 5)).isNotEqualTo(Schedule.poisson(100, 3, 6));
    assertThat(Schedule.zipf(100, 9, 1, 5)).isEqualTo(Schedule.zipf(100, 9, 1, 5));
  }

  @Test
  void zipfDrawsRankKInProportionToItsPower() {
    int[] drawn = Schedule.zipf(MANY, 3, 1, 7);
    // 1 : 1/2 : 1/3, of 11/6.
    for (int rank = 0; rank < 3; rank++) {
      int wanted = rank;
      long count = Arrays.stream(drawn).filter(r -> r == wanted).count();
      assertThat((double) count / MANY).isCloseTo(6.0 / 11 / (rank + 1), within(0.015));
    }
  }

  @Test
  void zipfOfExponentZeroIsUniform() {
    int[] drawn = Schedule.zipf(MANY, 4, 0, 7);
    assertThat(Arrays.stream(drawn).filter(r -> r == 3).count()).isBetween(4_700L, 5_300L);
  }
}
