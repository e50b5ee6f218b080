package io.riverrank.operators.monitoring.alerts.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Expected numbers are those of scipy 1.17.1: {@code stats.beta.ppf} and {@code stats.t.ppf}. */
class BaselineMeanTest {

  @Test
  void sharesHaveClopperAndPearsonsInterval() {
    assertThat(BaselineMean.lowerEnd(UnitMoments.ofShare(5000, 0.7), 0.025))
        .isCloseTo(0.6852294401016606, within(1e-12));
  }

  @Test
  void meansHaveStudentsInterval() {
    assertThat(BaselineMean.lowerEnd(new UnitMoments(5000, 0.7, 0.0625), 0.025))
        .isCloseTo(0.6920722638455697, within(1e-12));
  }

  @Test
  void aSampleWithoutSpreadKnowsNothingOfRareValues() {
    double rare = -Math.log(0.0125) / 1000;
    assertThat(BaselineMean.lowerEnd(new UnitMoments(1000, 0.5, 0), 0.025))
        .isCloseTo(0.5 - rare, within(1e-12));
    assertThat(BaselineMean.lowerEnd(UnitMoments.ofShare(1000, 1), 0.025))
        .isCloseTo(Math.pow(0.0125, 1e-3), within(1e-12));
  }

  @Test
  void tooLittleIsNothing() {
    assertThat(BaselineMean.lowerEnd(new UnitMoments(1, 0.9, 0), 0.025)).isZero();
    assertThat(BaselineMean.lowerEnd(UnitMoments.ofShare(100, 0), 0.025)).isZero();
  }
}
