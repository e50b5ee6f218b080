package io.riverrank.job.commands;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, as the manifest of the jar says that this class is in. */
final class Version implements IVersionProvider {
  private static final String COMMIT = "Implementation-Commit";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"riverrank " + describe(manifest())};
  }

  /**
   * @param manifest without a version where the classes are in no jar; with an empty commit, or a
   *     placeholder for one, where they were built without git
   */
  static String describe(Attributes manifest) {
    String version = manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    String commit = manifest.getValue(COMMIT);
    if (version == null) {
      return "(development)";
    }
    return commit == null || commit.isBlank() || commit.startsWith("$")
        ? version + " (unknown commit)"
        : "%s (commit %s)".formatted(version, commit);
  }

  private static Attributes manifest() throws IOException {
    String self = Version.class.getResource("Version.class").toString();
    if (!self.startsWith("jar:")) {
      return new Attributes();
    }
    URL manifest =
        URI.create(self.substring(0, self.lastIndexOf('!') + 1) + "/META-INF/MANIFEST.MF").toURL();
    try (InputStream in = manifest.openStream()) {
      return new Manifest(in).getMainAttributes();
    }
  }
}
