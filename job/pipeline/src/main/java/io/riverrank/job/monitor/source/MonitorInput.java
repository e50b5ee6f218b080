package io.riverrank.job.monitor.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.kafka.settings.TopicRange;
import io.riverrank.operators.options.SettingsException;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Where one kind of record is read, as it was found at start.
 *
 * @param files empty for a topic
 * @param topic null for files
 * @param range null for files, and for a topic that is read for ever
 */
public record MonitorInput(
    List<InputFile> files, @Nullable String topic, @Nullable TopicRange range) {

  static MonitorInput ofFiles(List<InputFile> files) {
    return new MonitorInput(files, null, null);
  }

  boolean isBounded() {
    return topic == null || range != null;
  }

  /** Files of results can't be told from others by their first bytes. */
  static List<InputFile> requireResults(List<InputFile> files) {
    for (InputFile file : files) {
      switch (file.format()) {
        case JSON_LINES, PARQUET -> {
          // As a backfill writes them.
        }
        default ->
            throw new SettingsException(
                "%s is not JSON Lines or Parquet; a monitor reads results as a backfill writes them"
                    .formatted(file.path()));
      }
    }
    return files;
  }
}
