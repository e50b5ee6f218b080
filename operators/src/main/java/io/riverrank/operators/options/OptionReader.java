package io.riverrank.operators.options;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Reads typed and checked values; each error is a {@link SettingsException} that names the key. */
public final class OptionReader {

  private final Configuration configuration;
  private final UnaryOperator<String> name;

  public OptionReader(Configuration configuration) {
    this(configuration, UnaryOperator.identity());
  }

  /**
   * @param name what a user calls the option of a key
   */
  public OptionReader(Configuration configuration, UnaryOperator<String> name) {
    this.configuration = configuration;
    this.name = name;
  }

  private String name(ConfigOption<?> option) {
    return name.apply(option.key());
  }

  /** The value or its default; null where there is neither. */
  @Nullable
  public <T> T get(ConfigOption<T> option) {
    return find(option).orElse(option.defaultValue());
  }

  public <T> Optional<T> find(ConfigOption<T> option) {
    try {
      return configuration.getOptional(option);
    } catch (IllegalArgumentException e) {
      String written = configuration.toMap().get(option.key());
      throw new SettingsException(
          "%s is '%s'; expected: %s"
              .formatted(
                  name(option),
                  Secrets.show(option.key(), written),
                  OptionType.of(option).words().replace("`", "")));
    }
  }

  public int atLeast(int minimum, ConfigOption<Integer> option) {
    int value = get(option);
    check(value >= minimum, option, value, "must be at least " + minimum);
    return value;
  }

  @Nullable
  public Integer atLeastOrUnset(int minimum, ConfigOption<Integer> option) {
    return find(option).isPresent() ? Integer.valueOf(atLeast(minimum, option)) : null;
  }

  /** Milliseconds. */
  public long millis(ConfigOption<Duration> option) {
    Duration value = get(option);
    check(!value.isNegative(), option, OptionType.write(value), "must not be negative");
    try {
      return value.toMillis();
    } catch (ArithmeticException e) {
      throw new SettingsException("%s is too long".formatted(name(option)));
    }
  }

  public long positiveMillis(ConfigOption<Duration> option) {
    long value = millis(option);
    check(value > 0, option, OptionType.write(get(option)), "must be at least 1 ms");
    return value;
  }

  public long bytes(long minimum, long maximum, ConfigOption<MemorySize> option) {
    MemorySize value = get(option);
    check(
        value.getBytes() >= minimum && value.getBytes() <= maximum,
        option,
        value,
        "must be from %d to %d bytes".formatted(minimum, maximum));
    return value.getBytes();
  }

  public String text(ConfigOption<String> option) {
    String value = get(option);
    if (value == null || value.isBlank()) {
      throw new SettingsException(
          "%s is not set; put it into the configuration file or say -D %s=…"
              .formatted(name(option), name(option)));
    }
    return value.strip();
  }

  @Nullable
  public String textOrUnset(ConfigOption<String> option) {
    return find(option).isPresent() ? text(option) : null;
  }

  private void check(boolean fits, ConfigOption<?> option, Object value, String rule) {
    if (!fits) {
      throw new SettingsException("%s is %s; it %s".formatted(name(option), value, rule));
    }
  }
}
