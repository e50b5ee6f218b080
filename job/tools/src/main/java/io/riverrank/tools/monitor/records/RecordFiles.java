package io.riverrank.tools.monitor.records;

import io.riverrank.job.backfill.input.InputFiles;
import io.riverrank.job.errors.UserException;
import io.riverrank.job.monitor.settings.MonitorOutput;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.MalformedRecordException;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.AlertReader;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.schemas.monitoring.WindowMetricsReader;
import io.riverrank.schemas.text.StrictReader;
import io.riverrank.tools.text.JsonLines;
import io.riverrank.tools.text.TextFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;

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

  /**
   * What a monitor has written, on whatever file system it did.
   *
   * @param output to files; one that isn't there has no record
   * @throws UserException if a file can't be read
   */
  public static void readOutput(
      MonitorOutput output, Consumer<WindowMetrics> metrics, Consumer<Alert> alerts) {
    readIfThere(output.metrics(), new WindowMetricsReader()::read, metrics);
    readIfThere(output.alerts(), new AlertReader()::read, alerts);
  }

  private static <T> void readIfThere(String file, RecordReading<T> reading, Consumer<T> records) {
    try {
      Path path = InputFiles.absolute(file);
      if (path.getFileSystem().exists(path)) {
        read(file, new StrictReader(path.getFileSystem().open(path)), reading, records);
      }
    } catch (IOException e) {
      throw new UserException("%s can't be read: %s".formatted(file, FileProblem.of(e)), e);
    }
  }

  private static <T> long read(String file, RecordReading<T> reading, Consumer<T> records) {
    return read(TextFiles.name(file), TextFiles.reader(file), reading, records);
  }

  private static <T> long read(
      String name, Reader reader, RecordReading<T> reading, Consumer<T> records) {
    long count = 0;
    try (JsonLines lines = new JsonLines(name, reader)) {
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
