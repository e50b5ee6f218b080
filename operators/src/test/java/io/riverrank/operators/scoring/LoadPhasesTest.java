package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadPhasesTest {
  @Test
  void namesEachPhaseInItsOrder() {
    LoadPhases phases = new LoadPhases();
    phases.ended("libraries");
    phases.ended("files");
    assertThat(phases.toString().replaceAll("\\d+\\.\\d\\d s", "N"))
        .isEqualTo("N (libraries N, files N), N after the process began");
  }
}
