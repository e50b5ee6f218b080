package io.riverrank.tools.gpu.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeighboursTest {

  @Test
  void differencesAreCountedToTheBitAndPastTheLimit() {
    float[] alone = {1, 2, 3, Float.NaN, 5};
    float[] batched = {1, 2.000001f, 3.1f, Float.NaN, Float.NaN};
    Neighbours found = Neighbours.of("m", "f", "free", "random 1", 2, alone, batched);
    assertThat(found.pairs()).isEqualTo(5);
    assertThat(found.different()).isEqualTo(3);
    assertThat(found.beyond()).isEqualTo(2);
  }

  @Test
  void equalScoresDifferByNothing() {
    float[] scores = {1, -0.5f};
    Neighbours found = Neighbours.of("m", "f", "fixed", "alone", 1, scores, scores.clone());
    assertThat(found.different()).isZero();
    assertThat(found.maxDifference()).isZero();
  }
}
