package io.riverrank.operators.rollout.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A version of a watched model; what the source hands from its enumerator to its reader.
 *
 * @param uri of the model directory
 * @param fingerprint that its files must have; null for any
 * @param pointedAtMs when the pointer was written, epoch milliseconds; null for a version of a
 *     folder
 */
record ModelVersion(String uri, @Nullable String fingerprint, @Nullable Long pointedAtMs)
    implements SourceSplit {

  private static final int ID_DIGITS = 32;

  /**
   * Whether it has to be commanded after another. A pointer may go back to a model of before, and
   * says nothing new if it is only written again. A folder's versions go forward only: where the
   * newest is deleted, the one before it isn't new. Another folder begins anew.
   */
  boolean isNewAfter(@Nullable ModelVersion last) {
    if (last == null) {
      return true;
    }
    if (pointedAtMs == null && last.pointedAtMs == null) {
      return !folder(uri).equals(folder(last.uri))
          || NaturalOrder.INSTANCE.compare(uri, last.uri) > 0;
    }
    return !uri.equals(last.uri) || (fingerprint != null && !fingerprint.equals(last.fingerprint));
  }

  /** What is before the version's own name. */
  private static String folder(String uri) {
    return uri.substring(0, uri.replaceFirst("/+$", "").lastIndexOf('/') + 1);
  }

  /**
   * The id of its command: the same whoever sees the version and however often, so that it is
   * applied once; another for a pointer that came back to it.
   */
  String commandId() {
    String all = "%s\n%s\n%s".formatted(uri, fingerprint, pointedAtMs);
    return "watch-" + sha256(all).substring(0, ID_DIGITS);
  }

  @Override
  public String splitId() {
    return commandId();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
