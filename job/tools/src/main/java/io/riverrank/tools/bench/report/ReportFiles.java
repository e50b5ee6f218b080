package io.riverrank.tools.bench.report;

import io.riverrank.job.errors.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.Nullable;

/** Where a report goes; looked at before the machine works for minutes. */
public final class ReportFiles {

  private ReportFiles() {}

  /**
   * @throws UserException if a file can't be written there
   */
  public static void check(@Nullable Path json, @Nullable Path plot) {
    if (json != null) {
      checkPlace(json);
    }
    if (plot != null) {
      PlotFormat.of(plot);
      checkPlace(plot);
    }
  }

  private static void checkPlace(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; name the file to write");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserException("%s can't be written: there is no folder %s".formatted(file, folder));
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UserException("%s can't be written: you may not".formatted(file));
    }
  }
}
