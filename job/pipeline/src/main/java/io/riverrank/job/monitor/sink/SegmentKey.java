package io.riverrank.job.monitor.sink;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A segment in the keys of messages: different texts for different segments, whatever values hold.
 */
final class SegmentKey {

  private SegmentKey() {}

  /**
   * As {@code {market=de, device=phone}}; a comma, an equals sign or a backslash has one before it.
   */
  static String of(Map<String, String> segment) {
    return segment.entrySet().stream()
        .map(field -> escape(field.getKey()) + "=" + escape(field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
  }
}
