package io.riverrank.tools.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0 1",
    "2, 0 1 2",
    "8, 0 2 4 6 8",
    "68, 0 20 40 60 80",
    "101, 0 50 100 150",
    "3001, '0 1,000 2,000 3,000 4,000'"
  })
  void marksOfCountsAreRound(double most, String marks) {
    assertThat(labels(Axis.ofCounts(most))).isEqualTo(marks);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 0.25 0.50 0.75 1.00",
    "0.612, 0.681, 0.60 0.62 0.64 0.66 0.68 0.70",
    "-4.1, 3.9, -6 -4 -2 0 2 4",
    "7, 7, 6.6 6.8 7.0 7.2 7.4",
    "0, 0, -0.0010 -0.0005 0 0.0005 0.0010",
    "120000, 480000, '100,000 200,000 300,000 400,000 500,000'"
  })
  void marksAroundValuesAreRound(double least, double most, String marks) {
    assertThat(labels(Axis.of(least, most))).isEqualTo(marks);
  }

  @Test
  void everyRangeIsWithinFewMarks() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double least = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double most = least + random.nextDouble() * Math.pow(10, random.nextInt(12) - 6);
      Axis axis = Axis.of(least, most);

      assertThat(axis.marks()).hasSizeBetween(2, 9);
      assertThat(axis.share(least)).isBetween(-1e-6, 1.0);
      assertThat(axis.share(most)).isBetween(0.0, 1 + 1e-6);
    }
  }

  private static String labels(Axis axis) {
    return String.join(" ", axis.marks().stream().map(axis::label).toList());
  }
}
