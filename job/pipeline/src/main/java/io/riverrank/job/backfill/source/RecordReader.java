package io.riverrank.job.backfill.source;

import java.io.Closeable;
import java.io.IOException;
import javax.annotation.Nullable;

/** Reads one file from its begin, or from a place where a reader was before. */
interface RecordReader extends Closeable {

  /**
   * The next record; null at the end.
   *
   * @throws DamagedFileException where the rest of the file can't be read, now or ever
   * @throws IOException if the file system fails
   */
  @Nullable
  FileRecord next() throws IOException;

  /** Passes over what was read before a restart, up to a line or row. */
  void skipTo(long place) throws IOException;

  /** The last line or row of the record that was read last; 0 before the first. */
  long place();

  /** Where the file goes on after that record; {@code NO_OFFSET} if only by reading it again. */
  long offset();
}
