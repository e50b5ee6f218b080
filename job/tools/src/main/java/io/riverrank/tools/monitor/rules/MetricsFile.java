package io.riverrank.tools.monitor.rules;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Metrics records that were kept, each window as it was first. */
record MetricsFile(List<WindowMetrics> records) {

  /**
   * @throws UserException if the file can't be read, or a line is no metrics record
   */
  static MetricsFile read(String file) {
    String name = TextFiles.name(file);
    List<WindowMetrics> records = new ArrayList<>();
    WindowMetricsReader reader = new WindowMetricsReader();
    try (JsonLines lines = new JsonLines(name, TextFiles.reader(file))) {
      for (String line = lines.nextLine(); line != null; line = lines.nextLine()) {
        try {
          WindowMetrics record = reader.read(line.getBytes(StandardCharsets.UTF_8));
          if (record.revision() == 0) {
            records.add(record);
          }
        } catch (MalformedRecordException e) {
          throw lines.error("is " + e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UserException("%s can't be read to its end".formatted(name), e);
    }
    if (records.isEmpty()) {
      throw new UserException(
          name + " has no metrics record; it takes what riverrank monitor --output wrote");
    }
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
