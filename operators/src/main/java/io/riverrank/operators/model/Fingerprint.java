package io.riverrank.operators.model;

import io.riverrank.operators.errors.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedSet;

/** SHA-256 over the name, length and bytes of each file that a score depends on. */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * @param files relative to {@code directory}
   * @return {@code sha256:} and 64 hex digits
   */
  static String of(Path directory, SortedSet<String> files) {
    try {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[1 << 20];
      for (String file : files) {
        Path path = directory.resolve(file);
        digest.update((file + '\n' + Files.size(path) + '\n').getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(path)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
        }
      }
      return "sha256:" + HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw ModelException.mayPass(
          "model directory %s can't be read: %s".formatted(directory, FileProblem.of(e)), e);
    }
  }
}
