package io.riverrank.operators.rollout.watch;

import io.riverrank.operators.settings.ModelSettings;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FileStatus;

/**
 * A small file that names the current model: one line with its URI and, behind it, the fingerprint
 * if it is to be checked. A name without a scheme that doesn't begin with a slash is beside the
 * pointer.
 */
final class Pointer {
  /** More than the longest URI that anyone writes. */
  static final int LIMIT_BYTES = 4096;

  private static final String FINGERPRINT = "sha256:";
  private static final Pattern WHOLE_FINGERPRINT = Pattern.compile(FINGERPRINT + "[0-9a-f]{64}");

  private Pointer() {}

  static boolean isFingerprint(String text) {
    return WHOLE_FINGERPRINT.matcher(text).matches();
  }

  /**
   * @param status of the pointer, from before it is read: who overwrites it meanwhile is seen next
   * @throws IOException if it can't be read, or is none
   */
  static ModelVersion read(WatchedFiles files, FileStatus status) throws IOException {
    String pointer = files.root();
    if (status.getLen() > LIMIT_BYTES) {
      throw new NoVersionException(
          "%s has %d bytes, too many for a pointer; write the URI of one model into it"
              .formatted(pointer, status.getLen()));
    }
    String line = onlyLine(pointer, files.text(pointer, LIMIT_BYTES));
    int lastBlank = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
    String lastWord = line.substring(lastBlank + 1);
    if (!lastWord.startsWith(FINGERPRINT)) {
      return new ModelVersion(beside(pointer, line), null, status.getModificationTime());
    }
    if (lastBlank < 0 || !isFingerprint(lastWord)) {
      throw new NoVersionException(
          "%s says '%s'; write a model's URI, a blank, and sha256: with 64 hex digits"
              .formatted(pointer, line));
    }
    String uri = line.substring(0, lastBlank).strip();
    return new ModelVersion(beside(pointer, uri), lastWord, status.getModificationTime());
  }

  private static String onlyLine(String pointer, @Nullable String text) throws IOException {
    if (text == null) {
      throw new NoVersionException(
          "%s is no UTF-8 text; write a model's URI into it".formatted(pointer));
    }
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new NoVersionException("%s is empty; write a model's URI into it".formatted(pointer));
    }
    if (lines.size() > 1) {
      throw new NoVersionException(
          "%s has %d lines; write the URI of one model into it".formatted(pointer, lines.size()));
    }
    return lines.get(0);
  }

  private static String beside(String pointer, String uri) {
    boolean whole = uri.contains(":/") || uri.startsWith("/") || uri.equals(ModelSettings.BUNDLED);
    return whole ? uri : pointer.substring(0, pointer.lastIndexOf('/') + 1) + uri;
  }
}
