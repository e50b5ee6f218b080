package io.riverrank.schemas.trec;

import io.riverrank.schemas.text.TextLines;
import java.io.IOException;
import java.io.Reader;
import javax.annotation.Nullable;

/**
 * Reads a file of records, one a line, as {@link TextLines} has lines. Closes the reader that it
 * was given.
 *
 * @param <T> the record
 */
public final class LineReader<T> implements AutoCloseable {

  private final String name;
  private final TextLines lines;
  private final LineFormat<T> format;

  /**
   * @param name of the file, for errors
   */
  public LineReader(String name, Reader reader, LineFormat<T> format) {
    this.name = name;
    this.lines = new TextLines(reader);
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
    for (String line = lines.next(); line != null; line = lines.next()) {
      T parsed = parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    return null;
  }

  @Nullable
  private T parse(String line) throws MalformedLineException {
    try {
      return format.parse(line);
    } catch (MalformedLineException e) {
      throw new MalformedLineException(name + ", line " + lines.number() + ": " + e.getMessage());
    }
  }

  /** Number of the line that was read last, from 1. */
  public long lineNumber() {
    return lines.number();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
