package io.riverrank.tools.monitor.report.html;

import io.riverrank.schemas.text.Counted;
import io.riverrank.tools.monitor.report.history.ForeignText;
import io.riverrank.tools.page.Html;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Names for people, plain text. */
final class Labels {
  private static final int FINGERPRINT_CHARS = "sha256:".length() + 10;

  private Labels() {}

  static String segment(Map<String, String> segment) {
    return segment.isEmpty()
        ? "all queries"
        : segment.entrySet().stream()
            .map(entry -> ForeignText.cut(entry.getKey() + " = " + entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** A model where a null can't be; empty for results that name none. */
  static String modelKey(@Nullable String fingerprint) {
    return fingerprint == null ? "" : fingerprint;
  }

  /**
   * @param key of {@link #modelKey}
   */
  static String wholeModel(String key) {
    return key.isEmpty() ? "the results name no model" : key;
  }

  /**
   * @param key of {@link #modelKey}
   */
  static String model(String key) {
    return key.isEmpty()
        ? wholeModel(key)
        : Arrays.stream(key.split("\\+")).map(Labels::cut).collect(Collectors.joining(" + "));
  }

  private static String cut(String fingerprint) {
    return fingerprint.length() <= FINGERPRINT_CHARS
        ? fingerprint
        : fingerprint.substring(0, FINGERPRINT_CHARS) + "…";
  }

  static String length(long lengthMs) {
    Duration length = Duration.ofMillis(lengthMs);
    if (length.toMillisPart() > 0) {
      return lengthMs + " ms";
    }
    if (length.toSecondsPart() > 0) {
      return length.toSeconds() + " s";
    }
    if (length.toMinutesPart() > 0) {
      return length.toMinutes() + " min";
    }
    return length.toHoursPart() > 0 || length.isZero()
        ? length.toHours() + " h"
        : Counted.of(length.toDays(), "day");
  }

  /** HTML of a figure's name, which may go on in the next line after each of its words. */
  static String figure(String name) {
    return Html.escape(name).replace("_", "_<wbr>");
  }
}
