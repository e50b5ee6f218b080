package io.riverrank.schemas.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import javax.annotation.Nullable;

/**
 * The lines of a text that are not blank, without LF or CR LF. Closes the reader that it was given.
 */
public final class TextLines implements AutoCloseable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private long number;

  /**
   * @param reader a {@link StrictReader}, where the text is a file
   */
  public TextLines(Reader reader) {
    this.reader = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
  }

  /** Null at the end. */
  @Nullable
  public String next() throws IOException {
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (!line.isBlank()) {
        return line;
      }
    }
    return null;
  }

  @Nullable
  private String nextLine() throws IOException {
    String line = reader.readLine();
    if (line == null) {
      return null;
    }
    number++;
    boolean marked = number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
    return marked ? line.substring(1) : line;
  }

  /** Of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
