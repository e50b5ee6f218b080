package io.riverrank.faults.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.settings.ModelSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVersionsTest {

  @TempDir private Path folder;

  @Test
  void eachHasAFingerprintOfItsOwn() throws Exception {
    ModelVersions versions =
        new ModelVersions(Path.of("../../operators/src/test/resources/models/gte-tiny"), folder);
    Set<String> fingerprints = new HashSet<>();
    for (int number = 0; number < 3; number++) {
      String version = versions.make(number).toString();
      fingerprints.add(
          ModelDirectory.open(Path.of(version), ModelSettings.of(version)).info().fingerprint());
    }
    assertThat(fingerprints).hasSize(3);
  }
}
