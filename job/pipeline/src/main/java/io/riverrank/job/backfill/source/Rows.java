package io.riverrank.job.backfill.source;

import java.io.Closeable;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.avro.generic.GenericRecord;

/** The rows of a file with a schema. */
interface Rows extends Closeable {

  /**
   * The next row; null at the end.
   *
   * @throws DamagedFileException where the rest can't be read
   */
  @Nullable
  GenericRecord next() throws IOException;

  /** How much of the file has been read, about. */
  long readBytes() throws IOException;
}
