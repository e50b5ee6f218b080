package io.riverrank.job.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

class VersionTest {

  private static Attributes manifest(String version, String commit) {
    Attributes manifest = new Attributes();
    manifest.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    manifest.putValue("Implementation-Commit", commit);
    return manifest;
  }

  @Test
  void aBuildFromARepositoryNamesItsCommit() {
    assertThat(Version.describe(manifest("1.0.0", "08f49cace-dirty")))
        .isEqualTo("1.0.0 (commit 08f49cace-dirty)");
  }

  @Test
  void aBuildFromATarballSaysThatItKnowsNone() {
    assertThat(Version.describe(manifest("1.0.0", ""))).isEqualTo("1.0.0 (unknown commit)");
    assertThat(Version.describe(manifest("1.0.0", "${riverrank.commit}")))
        .isEqualTo("1.0.0 (unknown commit)");
    assertThat(Version.describe(new Attributes())).isEqualTo("(development)");
  }
}
