package io.riverrank.job.backfill.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The rows of a file with a schema. A value is null, a Boolean, a number, a String, a {@link
 * java.nio.ByteBuffer} of UTF-8 (unchecked), or a list or a map of such; records are maps from
 * their fields' names. Times are epoch milliseconds.
 */
interface Rows extends Closeable {

  RowColumns columns();

  /**
   * The next row; null at the end.
   *
   * @throws DamagedFileException where the rest can't be read
   */
  @Nullable
  Map<String, Object> next() throws IOException;

  /**
   * Passes over some rows of the file's begin, where that takes no reading.
   *
   * @param most rows
   * @return how many rows that were
   */
  default long skip(long most) throws IOException {
    return 0;
  }

  /** How much of the file has been read, about. */
  long readBytes() throws IOException;
}
