package io.riverrank.job.monitor.rules;

import io.riverrank.operators.options.Misspelling;
import io.riverrank.operators.options.SettingsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.flink.util.TimeUtils;

/** The keys of one rule, each read once; {@link #close} refuses those that nobody read. */
final class RuleBlock {

  private final String file;
  private final int line;
  private final Map<String, RuleField> fields;
  private final Set<String> known = new LinkedHashSet<>();

  RuleBlock(String file, int line, Map<String, RuleField> fields) {
    this.file = file;
    this.line = line;
    this.fields = fields;
  }

  int line() {
    return line;
  }

  boolean has(String key) {
    known.add(key);
    return fields.containsKey(key);
  }

  @Nullable
  String text(String key) {
    if (!has(key)) {
      return null;
    }
    RuleField field = fields.get(key);
    if (field.text().isBlank()) {
      throw problem(key, "is empty; give it a value");
    }
    return field.text().strip();
  }

  String required(String key) {
    String text = text(key);
    if (text == null) {
      throw problem("has no '%s'; add it".formatted(key));
    }
    return text;
  }

  Map<String, String> texts(String key) {
    if (!has(key)) {
      return Map.of();
    }
    RuleField field = fields.get(key);
    if (!field.text().isEmpty()) {
      throw problem(key, "is one value; write names with values, such as {market: de}");
    }
    return field.byName();
  }

  @Nullable
  Double number(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw problem(key, "is '%s'; give a number".formatted(text));
  }

  /** From 1. */
  int count(String key, int otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
      throw problem(key, "is '%s'; give a whole number from 1".formatted(text));
    }
    return Integer.parseInt(text);
  }

  @Nullable
  Long durationMs(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      Duration duration = TimeUtils.parseDuration(text);
      if (duration.toMillis() > 0) {
        return duration.toMillis();
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Said below.
    }
    throw problem(key, "is '%s'; give a duration such as 5min, 1h or 1d".formatted(text));
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = required(key);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(text.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    throw problem(key, "is '%s'; write %s".formatted(text, choices));
  }

  /** Refuses keys that this kind of rule doesn't have. */
  void close(String kind) {
    for (String key : fields.keySet()) {
      if (!known.contains(key)) {
        throw problem(
            key,
            "is nothing that a rule %s has; did you mean '%s'?"
                .formatted(kind, Misspelling.nearest(key, known)));
      }
    }
  }

  SettingsException problem(String what) {
    RuleField name = fields.get("name");
    return new SettingsException(
        "%s, line %d: rule%s %s"
            .formatted(file, line, name == null ? "" : " '%s'".formatted(name.text()), what));
  }

  SettingsException problem(String key, String what) {
    return new SettingsException(
        "%s, line %d: '%s' %s".formatted(file, fields.get(key).line(), key, what));
  }
}
