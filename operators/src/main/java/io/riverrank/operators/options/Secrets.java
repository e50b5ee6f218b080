package io.riverrank.operators.options;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which values are never written to a log, an error or a terminal. */
public final class Secrets {

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "password|secret|jaas|token|credential|private|keystore.key|api.?key|auth.user.info",
          Pattern.CASE_INSENSITIVE);
  private static final String HIDDEN = "******";

  private static final Pattern PIECES = Pattern.compile("[\\s\"'=;]+");
  private static final int LEAST_PIECE = 3;

  /** Words of every login that a message may well explain. */
  private static final Pattern KEPT =
      Pattern.compile(
          "required|optional|requisite|sufficient|username|password|[a-z.]+LoginModule");

  private Secrets() {}

  /** Whether the key says that its value is a secret; the tokens of a model are none. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).find() && !key.startsWith("rerank.");
  }

  /** The value as it may be shown. */
  public static String show(String key, String value) {
    return isSecret(key) ? HIDDEN : value;
  }

  /**
   * A library's message without what it quotes of these properties' secrets, be it a part of one
   * only: a login that is written wrongly is quoted in pieces.
   */
  public static String scrub(String message, Map<?, ?> properties) {
    String scrubbed = message;
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      if (isSecret(property.getKey().toString())) {
        for (String piece : PIECES.split(property.getValue().toString())) {
          if (piece.length() >= LEAST_PIECE && !KEPT.matcher(piece).matches()) {
            scrubbed = scrubbed.replace(piece, HIDDEN);
          }
        }
      }
    }
    return scrubbed;
  }

  /** The properties, by key, as they may be shown. */
  public static Map<String, String> show(Map<String, String> properties) {
    Map<String, String> shown = new TreeMap<>();
    properties.forEach((key, value) -> shown.put(key, show(key, value)));
    return shown;
  }
}
