package io.riverrank.tools.openvino;

import io.riverrank.operators.errors.FileProblem;
import io.riverrank.operators.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one wheel that is installed, as {@code requirements.txt} pins it for pip and for Docker.
 *
 * @param requirement name and version
 * @param sha256 64 hex digits
 */
record PinnedWheel(String requirement, String sha256) {
  private static final Pattern LINE = Pattern.compile("(\\S+) --hash=sha256:([0-9a-f]{64})\\s*");

  static PinnedWheel read() {
    try (InputStream in = PinnedWheel.class.getResourceAsStream("requirements.txt")) {
      String line = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher pinned = LINE.matcher(line);
      if (!pinned.matches()) {
        throw new IllegalStateException("requirements.txt is " + line);
      }
      return new PinnedWheel(pinned.group(1), pinned.group(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws ModelException if the file is another one, or can't be read
   */
  void require(Path file) {
    String found = sha256(file);
    if (!found.equals(sha256)) {
      throw new ModelException(
          "%s is not the wheel of %s: its SHA-256 is %s, not %s; fetch it again from an index that you trust"
              .formatted(file, requirement, found, sha256));
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        Files.copy(file, sink);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ModelException(
          "the wheel %s can't be read: %s".formatted(file, FileProblem.of(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
