package io.riverrank.tools.evaluate.input;

import java.io.IOException;
import javax.annotation.Nullable;

/** Labelled pairs, one after the other. */
public interface PairSource extends AutoCloseable {

  /**
   * @return null at the end
   * @throws io.riverrank.job.errors.UserException if there is something else
   */
  @Nullable
  LabelledPair next() throws IOException;

  @Override
  void close() throws IOException;

  /** By the file's extension; anything unknown is JSON Lines. */
  static PairSource open(InputFile file, Columns columns) throws IOException {
    return switch (file.extension()) {
      case "csv" -> new CsvPairs(file, columns, or(columns, ','));
      case "tsv", "tab" -> new CsvPairs(file, columns, or(columns, '\t'));
      case "parquet" -> new ParquetPairs(file, columns);
      default -> new JsonPairs(file, columns);
    };
  }

  private static char or(Columns columns, char byName) {
    return columns.delimiter() == null ? byName : columns.delimiter();
  }
}
