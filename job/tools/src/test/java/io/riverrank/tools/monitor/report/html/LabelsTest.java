package io.riverrank.tools.monitor.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

  /** Rankings that two models drafted must not look as if they were the champion's. */
  @ParameterizedTest
  @CsvSource({
    "'', the results name no model",
    "sha256:00, sha256:00",
    "sha256:0123456789abcdef, sha256:0123456789…",
    "sha256:0123456789abcdef+sha256:fedcba9876543210, sha256:0123456789… + sha256:fedcba9876…",
  })
  void aModelIsCutAndTwoAreBothThere(String key, String label) {
    assertThat(Labels.model(key)).isEqualTo(label);
  }
}
