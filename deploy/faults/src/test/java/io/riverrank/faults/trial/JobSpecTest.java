package io.riverrank.faults.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobSpecTest {

  private static final Map<String, String> OTHERS =
      Map.of("rerank.model.uri", "/m", "rerank.execution.provider", "openvino");

  @Test
  void optionsOfTheCommandLineAreInsteadOfAJobsOwn() {
    JobSpec spec = JobSpec.USUAL.with(Map.of("rerank.group.timeout", "1 s"));
    assertThat(spec.arguments("job")).contains("rerank.group.timeout=1 s", JobSpec.BUNDLED);
    assertThat(spec.arguments("job")).doesNotContain("rerank.group.timeout=15 s");
  }

  @Test
  void anotherModelIsInsteadOfTheBundledOneOnly() {
    assertThat(JobSpec.USUAL.with(OTHERS).arguments("job"))
        .contains("/m", "rerank.execution.provider=openvino")
        .doesNotContain(JobSpec.BUNDLED, "rerank.model.uri=/m");
    assertThat(JobSpec.USUAL.withModel("/tiny").with(OTHERS).model()).isEqualTo("/tiny");
  }
}
