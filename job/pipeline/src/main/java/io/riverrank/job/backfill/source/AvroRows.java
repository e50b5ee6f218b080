package io.riverrank.job.backfill.source;

import io.riverrank.job.backfill.input.InputFile;
import java.io.IOException;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.avro.InvalidAvroMagicException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.avro.utils.FSDataInputStreamWrapper;

/** Rows of an Avro container file. */
final class AvroRows implements Rows {

  private final FSDataInputStream raw;
  private final DataFileReader<GenericRecord> reader;

  private AvroRows(FSDataInputStream raw, DataFileReader<GenericRecord> reader) {
    this.raw = raw;
    this.reader = reader;
  }

  static AvroRows open(InputFile file) throws IOException {
    Path path = new Path(file.path());
    FSDataInputStream raw = path.getFileSystem().open(path);
    try {
      return new AvroRows(
          raw,
          new DataFileReader<>(
              new FSDataInputStreamWrapper(raw, file.bytes()), new GenericDatumReader<>()));
    } catch (InvalidAvroMagicException | RuntimeException e) {
      raw.close();
      throw damage(e);
    }
  }

  @Override
  public RowColumns columns() {
    return new AvroColumns(reader.getSchema());
  }

  @Nullable
  @Override
  public Map<String, Object> next() throws IOException {
    try {
      return reader.hasNext() ? new AvroRecord(reader.next()) : null;
    } catch (RuntimeException e) {
      throw damage(e);
    }
  }

  private static DamagedFileException damage(Exception failure) {
    return new DamagedFileException(
        "the file is no Avro container, or damaged (%s); fetch it anew, or say --format"
            .formatted(failure.getMessage()),
        failure);
  }

  @Override
  public long readBytes() throws IOException {
    return raw.getPos();
  }

  @Override
  public void close() throws IOException {
    reader.close();
    raw.close();
  }
}
