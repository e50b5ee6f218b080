package io.riverrank.job.kafka.settings;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Where a range of a topic begins or ends, as it is said.
 *
 * @param timestampMs epoch milliseconds, with {@link Kind#TIMESTAMP} only
 * @param offsets by partition, with {@link Kind#OFFSETS} only
 */
public record TopicPosition(
    Kind kind, @Nullable Long timestampMs, @Nullable Map<Integer, Long> offsets) {

  public static final TopicPosition EARLIEST = new TopicPosition(Kind.EARLIEST, null, null);
  public static final TopicPosition LATEST = new TopicPosition(Kind.LATEST, null, null);

  /** What a position goes by. */
  public enum Kind {
    EARLIEST,
    LATEST,
    /** The first record of each partition with this Kafka timestamp or a later one. */
    TIMESTAMP,
    OFFSETS
  }

  public static TopicPosition timestamp(long timestampMs) {
    return new TopicPosition(Kind.TIMESTAMP, timestampMs, null);
  }

  public static TopicPosition offsets(Map<Integer, Long> offsets) {
    return new TopicPosition(Kind.OFFSETS, null, new TreeMap<>(offsets));
  }

  /** As it is written in options. */
  @Override
  public String toString() {
    return switch (kind) {
      case EARLIEST, LATEST -> kind.name().toLowerCase(Locale.ROOT);
      case TIMESTAMP -> timestampMs.toString();
      case OFFSETS ->
          offsets.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + entry.getValue())
              .collect(Collectors.joining(","));
    };
  }
}
