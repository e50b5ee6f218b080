package io.riverrank.job.options;

import io.riverrank.job.kafka.settings.TopicPosition;
import io.riverrank.operators.options.SettingsException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;

/** Positions in a topic as people write them. */
public final class TopicPositions {

  private static final String OFFSETS = "\\d{1,9}:\\d{1,18}(\\s*,\\s*\\d{1,9}:\\d{1,18})*";

  private static final String FORMS =
      "earliest, latest, a time as 2026-03-01T12:00:00Z or as epoch milliseconds, or offsets as 0:100,1:250";

  private TopicPositions() {}

  /**
   * @throws SettingsException if it is none
   */
  public static TopicPosition parse(ConfigOption<String> option, String written) {
    if (written.equals(TopicPosition.EARLIEST.toString())) {
      return TopicPosition.EARLIEST;
    }
    if (written.equals(TopicPosition.LATEST.toString())) {
      return TopicPosition.LATEST;
    }
    if (written.matches(OFFSETS)) {
      return TopicPosition.offsets(offsets(option, written));
    }
    return TopicPosition.timestamp(Timestamps.parse(option.key(), written, FORMS));
  }

  private static Map<Integer, Long> offsets(ConfigOption<String> option, String written) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String pair : written.split("\\s*,\\s*")) {
      String[] parts = pair.split(":");
      if (offsets.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1])) != null) {
        throw new SettingsException(
            "%s names partition %s twice; give each one offset".formatted(option.key(), parts[0]));
      }
    }
    return offsets;
  }
}
