package io.riverrank.tools.monitor.rules;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.tools.monitor.records.RecordFiles;
import java.util.ArrayList;
import java.util.List;

/** Metrics records that were kept, each window as it was first. */
record MetricsFile(List<WindowMetrics> records) {

  /**
   * @throws UserException if the file can't be read, or a line is no metrics record
   */
  static MetricsFile read(String file) {
    List<WindowMetrics> records = new ArrayList<>();
    RecordFiles.readMetrics(
        file,
        record -> {
          if (record.revision() == 0) {
            records.add(record);
          }
        });
    return new MetricsFile(records);
  }

  List<WindowMetrics> windowsFrom(long startMs) {
    return records.stream().filter(record -> record.windowStartMs() >= startMs).toList();
  }

  /** Of one length only: longer windows have the same queries again. */
  List<WindowMetrics> shortestWindowsUntil(long endMs) {
    long shortest = records.stream().mapToLong(MetricsFile::lengthMs).min().orElseThrow();
    return records.stream()
        .filter(record -> record.windowEndMs() <= endMs && lengthMs(record) == shortest)
        .toList();
  }

  private static long lengthMs(WindowMetrics record) {
    return record.windowEndMs() - record.windowStartMs();
  }
}
