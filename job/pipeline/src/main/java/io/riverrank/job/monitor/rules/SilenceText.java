package io.riverrank.job.monitor.rules;

import io.riverrank.operators.monitoring.alerts.rules.Silence;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time of day as rules say it: {@code 22:00-06:00 Europe/Berlin}; UTC without a zone. */
final class SilenceText {

  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{2}:[0-9]{2})\\s*-\\s*([0-9]{2}:[0-9]{2})(?:\\s+(\\S+))?");

  private SilenceText() {}

  static Silence parse(RuleBlock block, String key) {
    String text = block.required(key);
    Matcher matcher = SHAPE.matcher(text);
    if (matcher.matches()) {
      try {
        LocalTime from = LocalTime.parse(matcher.group(1));
        LocalTime to = LocalTime.parse(matcher.group(2));
        String zone = matcher.group(3);
        if (!from.equals(to)) {
          return new Silence(from, to, zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
        }
      } catch (DateTimeException e) {
        // Said below.
      }
    }
    throw block.problem(
        key, "is '%s'; write a time of day such as 22:00-06:00 Europe/Berlin".formatted(text));
  }
}
