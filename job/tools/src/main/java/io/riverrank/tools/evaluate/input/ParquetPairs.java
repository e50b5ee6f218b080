package io.riverrank.tools.evaluate.input;

import io.riverrank.job.errors.UserException;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/** Pairs as rows of a Parquet file. */
final class ParquetPairs implements PairSource {
  private final InputFile file;
  private final Columns columns;
  private final ParquetReader<GenericRecord> reader;
  private long row;

  ParquetPairs(InputFile file, Columns columns) throws IOException {
    this.file = file;
    this.columns = columns;
    this.reader =
        AvroParquetReader.<GenericRecord>builder(
                new LocalInputFile(file.path()), new PlainParquetConfiguration())
            .build();
  }

  @Override
  @Nullable
  public LabelledPair next() {
    GenericRecord record;
    try {
      record = reader.read();
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          "%s can't be read as Parquet after row %d: %s"
              .formatted(file.name(), row, e.getMessage()),
          e);
    }
    row++;
    return record == null ? null : PairFields.pair(new RecordRow(record), columns);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private final class RecordRow implements PairFields.Row {
    private final GenericRecord record;

    private RecordRow(GenericRecord record) {
      this.record = record;
    }

    @Override
    @Nullable
    public String text(String column) {
      Object value = record.hasField(column) ? record.get(column) : null;
      return value == null ? null : value.toString();
    }

    @Override
    public UserException error(String problem) {
      return new UserException("%s, row %d %s".formatted(file.name(), row, problem));
    }
  }
}
