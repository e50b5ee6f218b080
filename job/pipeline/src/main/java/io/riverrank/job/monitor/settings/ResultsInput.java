package io.riverrank.job.monitor.settings;

import io.riverrank.job.kafka.settings.TopicPosition;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Where results come from: files, a range of their topic, or all that comes to it.
 *
 * @param files as they were named; empty for the topic
 * @param from where the topic's range begins; null where it has no end
 * @param to where it ends; null where it has none
 */
public record ResultsInput(
    List<String> files, @Nullable TopicPosition from, @Nullable TopicPosition to) {

  public boolean isTopic() {
    return files.isEmpty();
  }

  /** Whether the monitor ends with its input. */
  public boolean isBounded() {
    return !isTopic() || from != null;
  }
}
