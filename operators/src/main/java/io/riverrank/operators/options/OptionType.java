package io.riverrank.operators.options;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** How an option's values are written, for the table and for errors. */
public final class OptionType {

  private final Type type;

  private OptionType(Type type) {
    this.type = type;
  }

  public static OptionType of(ConfigOption<?> option) {
    return new OptionType(type(option));
  }

  /** A noun with an example or the possible values. */
  public String words() {
    if (type instanceof Class<?> word && word.isEnum()) {
      return Arrays.stream(word.getEnumConstants())
          .map(OptionType::write)
          .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return "duration (`10 s`)";
    }
    if (type == MemorySize.class) {
      return "bytes (`8 mb`)";
    }
    if (type == Integer.class) {
      return "whole number";
    }
    if (type == Double.class) {
      return "number";
    }
    if (type == Boolean.class) {
      return "true, false";
    }
    return type == String.class ? "text" : "list";
  }

  /** A value as a user would write it. */
  public static String write(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
  }

  /** Flink's options don't tell their type, but the fields that hold them do. */
  private static Type type(ConfigOption<?> option) {
    try {
      for (Field field : OptionSection.of(option).holder().getFields()) {
        // Its class may be its package's own.
        field.setAccessible(true);
        if (field.getType() == ConfigOption.class
            && ((ConfigOption<?>) field.get(null)).key().equals(option.key())) {
          Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
          return type instanceof ParameterizedType ? List.class : type;
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalArgumentException("no public constant has the option " + option.key());
  }
}
