package io.riverrank.schemas.trec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import javax.annotation.Nullable;

/**
 * Reads a file of records, one a line. Blank lines are passed over, a byte order mark at the start
 * and the CR of CRLF are dropped. Closes the reader that it was given.
 *
 * @param <T> the record
 */
public final class LineReader<T> implements AutoCloseable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final BufferedReader reader;
  private final LineFormat<T> format;
  private long number;

  /**
   * @param name of the file, for errors
   */
  public LineReader(String name, Reader reader, LineFormat<T> format) {
    this.name = name;
    this.reader = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
    this.format = format;
  }

  /**
   * The next record.
   *
   * @return null at the end
   * @throws MalformedLineException if a line is wrong; the message names file and line. Reading can
   *     go on after it
   */
  @Nullable
  public T next() throws IOException, MalformedLineException {
    String line = nextLine();
    while (line != null && line.isBlank()) {
      line = nextLine();
    }
    if (line == null) {
      return null;
    }
    try {
      return format.parse(line);
    } catch (MalformedLineException e) {
      throw new MalformedLineException(name + ", line " + number + ": " + e.getMessage());
    }
  }

  /** Number of the line that was read last, from 1. */
  public long lineNumber() {
    return number;
  }

  @Nullable
  private String nextLine() throws IOException {
    String line = reader.readLine();
    if (line != null) {
      number++;
      if (number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
        return line.substring(1);
      }
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
