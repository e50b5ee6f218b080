package io.riverrank.job.options;

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

  private Secrets() {}

  /** Whether the key says that its value is a secret; the tokens of a model are none. */
  public static boolean isSecret(String key) {
    return SECRET_KEY.matcher(key).find() && !key.startsWith("rerank.");
  }

  /** The value as it may be shown. */
  public static String show(String key, String value) {
    return isSecret(key) ? HIDDEN : value;
  }

  /** The properties, by key, as they may be shown. */
  public static Map<String, String> show(Map<String, String> properties) {
    Map<String, String> shown = new TreeMap<>();
    properties.forEach((key, value) -> shown.put(key, show(key, value)));
    return shown;
  }
}
