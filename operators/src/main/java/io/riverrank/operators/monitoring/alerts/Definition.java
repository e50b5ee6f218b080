package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.rules.RuleHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells whether a state was made by the rule as it is now. */
final class Definition {

  private static final int BYTES = 16;

  private Definition() {}

  /**
   * A digest of what a rule decides by; its labels and its description are not part of it.
   *
   * @param parts whose text says all that they are
   */
  static String of(RuleHead head, Object... parts) {
    String text = head.windowMs() + " " + head.segments().fields() + " " + Arrays.toString(parts);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
