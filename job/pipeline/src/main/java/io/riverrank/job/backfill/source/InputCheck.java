package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import io.riverrank.operators.options.SettingsException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/** Finds wrong column names before a job is submitted. */
public final class InputCheck {

  private InputCheck() {}

  /**
   * Looks at the first file of each format with columns. A file that is damaged, or that has other
   * columns than the first, is a dead letter when its turn comes.
   *
   * @throws SettingsException if columns are missing
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
    try {
      Schema schema =
          format == InputFormat.PARQUET ? ParquetRows.schema(file) : AvroRows.schema(file);
      String misfit = rows.misfit(schema);
      if (misfit != null) {
        throw new SettingsException("%s: %s".formatted(file.path(), misfit));
      }
    } catch (DamagedFileException e) {
      // Its place in the dead letters says so.
    }
  }
}
