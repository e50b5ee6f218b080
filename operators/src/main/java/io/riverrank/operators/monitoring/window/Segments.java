package io.riverrank.operators.monitoring.window;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Segments as maps from a field's name to its value. */
final class Segments {

  /** Every query. */
  static final Map<String, String> WHOLE = Map.of();

  /** Stands for values that are no name, and for those of segments that are too many. */
  static final String OTHER = "other";

  private static final Pattern LIKE_OTHER = Pattern.compile("=*" + OTHER);

  private Segments() {}

  /**
   * The name of a value: itself, but for {@code other}, which gets {@code =} before it so that it
   * is not what {@link #other} stands for; what has some before it gets one more.
   */
  static String name(String value) {
    return LIKE_OTHER.matcher(value).matches() ? "=" + value : value;
  }

  /** The segment of the same fields that takes what has no segment of its own. */
  static Map<String, String> other(Map<String, String> segment) {
    Map<String, String> other = new LinkedHashMap<>(segment);
    other.replaceAll((name, value) -> OTHER);
    return other;
  }

  static boolean isOther(Map<String, String> segment) {
    return segment.values().stream().allMatch(OTHER::equals);
  }

  /** Different for different segments; part of keys, so it never changes. */
  static String key(Map<String, String> segment) {
    StringBuilder key = new StringBuilder();
    segment.forEach((name, value) -> append(append(key, name), value));
    return key.toString();
  }

  private static StringBuilder append(StringBuilder key, String text) {
    return key.append(text.length()).append(':').append(text);
  }
}
