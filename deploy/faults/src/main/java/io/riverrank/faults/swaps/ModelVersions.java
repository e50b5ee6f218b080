package io.riverrank.faults.swaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Versions of one model as a team publishes them: each is a folder with a fingerprint of its own.
 * They score alike and as fast, so that a difference is the swap's.
 */
final class ModelVersions {

  private static final String CONFIG = "config.json";

  private final Path original;
  private final Path folder;

  /**
   * @param original the model's directory
   * @param folder gets the versions, each with weights of its own
   */
  ModelVersions(Path original, Path folder) {
    this.original = original;
    this.folder = folder;
  }

  /** Makes a version; its number is in config.json, where no score depends on it. */
  Path make(int number) throws IOException {
    Path version = folder.resolve("version-" + number);
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = version.resolve(original.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (file.getFileName().toString().equals(CONFIG)) {
          String config = Files.readString(file);
          Files.writeString(
              copy, config.replaceFirst("\\{", "{\n  \"_version\": %d,".formatted(number)));
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return version;
  }
}
