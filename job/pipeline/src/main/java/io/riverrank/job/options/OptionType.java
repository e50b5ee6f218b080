package io.riverrank.job.options;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** How an option's values are written, for the table and for errors. */
final class OptionType {

  private static final Map<String, Type> TYPE_BY_KEY = readTypes();

  private final Type type;

  private OptionType(Type type) {
    this.type = type;
  }

  static OptionType of(ConfigOption<?> option) {
    return new OptionType(TYPE_BY_KEY.get(option.key()));
  }

  /** A noun with an example or the possible values. */
  String words() {
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
    if (type == Boolean.class) {
      return "true, false";
    }
    return type == String.class ? "text" : "list";
  }

  /** A value as a user would write it. */
  static String write(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
  }

  /** Flink's options don't tell their type, but the fields that hold them do. */
  private static Map<String, Type> readTypes() {
    Map<String, Type> types = new HashMap<>();
    List<Field> fields =
        RiverrankOptions.SECTIONS.stream()
            .flatMap(section -> Stream.of(section.holder().getFields()))
            .toList();
    for (Field field : fields) {
      if (field.getType() != ConfigOption.class) {
        continue;
      }
      try {
        Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        types.put(
            ((ConfigOption<?>) field.get(null)).key(),
            type instanceof ParameterizedType ? List.class : type);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return Map.copyOf(types);
  }
}
