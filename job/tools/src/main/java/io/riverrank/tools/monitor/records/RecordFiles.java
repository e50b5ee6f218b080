package io.riverrank.tools.monitor.records;

import io.riverrank.job.errors.UserException;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertReader;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Files of metrics records and of alerts, one a line; {@code -} is standard input. */
public final class RecordFiles {

  /** Reads one record. */
  private interface RecordReading<T> {
    T read(byte[] line) throws MalformedRecordException;
  }

  private RecordFiles() {}

  /**
   * @throws UserException if the file can't be read, has no record, or a line is none
   */
  public static void readMetrics(String file, Consumer<WindowMetrics> records) {
    if (read(file, new WindowMetricsReader()::read, records) == 0) {
      throw new UserException(
          TextFiles.name(file)
              + " has no metrics record; it takes what riverrank monitor --output wrote");
    }
  }

  /**
   * @throws UserException if the file can't be read, or a line is no alert
   */
  public static void readAlerts(String file, Consumer<Alert> alerts) {
    read(file, new AlertReader()::read, alerts);
  }

  private static <T> long read(String file, RecordReading<T> reading, Consumer<T> records) {
    String name = TextFiles.name(file);
    long count = 0;
    try (JsonLines lines = new JsonLines(name, TextFiles.reader(file))) {
      for (String line = lines.nextLine(); line != null; line = lines.nextLine()) {
        try {
          records.accept(reading.read(line.getBytes(StandardCharsets.UTF_8)));
          count++;
        } catch (MalformedRecordException e) {
          throw lines.error("is " + e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UserException("%s can't be read to its end".formatted(name), e);
    }
    return count;
  }
}
