package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import io.riverrank.job.options.InputFormat;
import java.io.IOException;
import java.io.Serializable;

/** How the rows of a Parquet or Avro file become records. */
@FunctionalInterface
interface RowRecords extends Serializable {

  /**
   * @param number of the file in the input's order
   */
  RecordReader open(int number, InputFile file, int maxRecordBytes) throws IOException;

  /** Rows are requests, or candidates of them. */
  static RowRecords requests(RowShape shape) {
    return (number, file, maxBytes) ->
        new RowReader(
            number,
            file.format() == InputFormat.PARQUET
                ? ParquetRows.open(file, shape)
                : AvroRows.open(file),
            shape,
            maxBytes);
  }

  /** A row of Parquet is a result. */
  static RowRecords results() {
    return (number, file, maxBytes) ->
        new ResultRowReader(number, ParquetRows.open(file), maxBytes);
  }
}
