package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.util.List;

/** Finds wrong column names, and files that can't be read, before a job is submitted. */
public final class InputCheck {

  private InputCheck() {}

  /**
   * Looks at the first file of each format with columns. A file that is damaged, or that has other
   * columns than the first, is a dead letter when its turn comes.
   *
   * @throws SettingsException if columns are missing, or have a codec or a type that isn't read
   */
  public static void requireColumns(List<InputFile> files, RowShape rows) throws IOException {
    requireColumns(files, rows, InputFormat.PARQUET);
    requireColumns(files, rows, InputFormat.AVRO);
  }

  private static void requireColumns(List<InputFile> files, RowShape rows, InputFormat format)
      throws IOException {
    InputFile file = files.stream().filter(f -> f.format() == format).findFirst().orElse(null);
    if (file == null) {
      return;
    }
    try (Rows opened =
        format == InputFormat.PARQUET ? ParquetRows.open(file, rows) : AvroRows.open(file)) {
      String misfit = rows.misfit(opened.columns());
      if (misfit != null) {
        throw new SettingsException("%s: %s".formatted(file.path(), misfit));
      }
    } catch (UnsupportedFileException e) {
      throw new SettingsException("%s: %s".formatted(file.path(), e.getMessage()));
    } catch (DamagedFileException e) {
      // Its place in the dead letters says so.
    }
  }
}
