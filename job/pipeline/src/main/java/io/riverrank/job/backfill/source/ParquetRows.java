package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import java.io.EOFException;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.parquet.ParquetInputFile;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * Rows of a Parquet file that Flink's file systems open. By Parquet's own reader of Avro records,
 * because Flink's asks flink-dist for Hadoop's configuration, which a cluster without Hadoop in its
 * {@code lib/} doesn't have.
 */
final class ParquetRows implements Rows {

  private final FSDataInputStream raw;
  private final ParquetReader<GenericRecord> reader;
  private long readBytes;

  private ParquetRows(FSDataInputStream raw, ParquetReader<GenericRecord> reader) {
    this.raw = raw;
    this.reader = reader;
  }

  static ParquetRows open(InputFile file) throws IOException {
    Path path = new Path(file.path());
    FSDataInputStream raw = path.getFileSystem().open(path);
    try {
      return new ParquetRows(
          raw,
          AvroParquetReader.<GenericRecord>builder(new ParquetInputFile(raw, file.bytes()))
              .withDataModel(GenericData.get())
              .build());
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw damage(e);
    }
  }

  /** The schema of a file's rows. */
  static Schema schema(InputFile file) throws IOException {
    Path path = new Path(file.path());
    try (FSDataInputStream raw = path.getFileSystem().open(path);
        ParquetFileReader reader =
            ParquetFileReader.open(new ParquetInputFile(raw, file.bytes()))) {
      return new AvroSchemaConverter().convert(reader.getFileMetaData().getSchema());
    } catch (RuntimeException e) {
      throw damage(e);
    }
  }

  @Nullable
  @Override
  public GenericRecord next() throws IOException {
    // Before the end, where the reader closes the file. Column chunks are read out of order.
    readBytes = Math.max(readBytes, raw.getPos());
    try {
      return reader.read();
    } catch (IOException | RuntimeException e) {
      throw damage(e);
    }
  }

  private static IOException damage(Exception failure) {
    return failure instanceof IOException io && !(failure instanceof EOFException)
        ? io
        : new DamagedFileException(
            "the file is not Parquet, or damaged (%s); fetch it anew, or say --format"
                .formatted(failure.getMessage()),
            failure);
  }

  @Override
  public long readBytes() {
    return readBytes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    raw.close();
  }
}
