package io.riverrank.operators.monitoring.alerts.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EBenjaminiHochbergTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static double threshold(int hypotheses, double... eValues) {
    double[] logs = new double[eValues.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(eValues[i]);
    }
    return Math.exp(EBenjaminiHochberg.logThreshold(logs, hypotheses, 0.05));
  }

  @Test
  void oneOfOneNeedsOneByAlpha() {
    assertThat(threshold(1, 20.1)).isCloseTo(20, within(1e-9));
    assertThat(threshold(1, 19.9)).isEqualTo(INFINITE);
  }

  @Test
  void oneOfManyNeedsAllOfThem() {
    assertThat(threshold(10, 1, 201, 0.1)).isCloseTo(200, within(1e-9));
    assertThat(threshold(10, 1, 199, 0.1)).isEqualTo(INFINITE);
  }

  @Test
  void severalTogetherNeedLess() {
    // The third largest reaches 10 / (3 · 0.05) = 66.7, though the largest is below 200.
    assertThat(threshold(10, 70, 1, 150, 67)).isCloseTo(200.0 / 3, within(1e-9));
  }

  @Test
  void nothingRejectsNothing() {
    assertThat(threshold(3)).isEqualTo(INFINITE);
  }
}
