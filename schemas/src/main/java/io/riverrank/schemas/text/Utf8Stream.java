package io.riverrank.schemas.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A text in any encoding that {@link StrictReader} reads as bytes of UTF-8, for readers that work
 * on bytes. Closes the stream that it was given.
 */
public final class Utf8Stream extends InputStream {

  private static final int BUFFER_CHARS = 1 << 13;
  private static final int MAX_BYTES_A_CHAR = 3;

  private final Reader reader;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_CHARS).limit(0);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_CHARS * MAX_BYTES_A_CHAR).limit(0);
  private boolean ended;

  public Utf8Stream(InputStream in) {
    this.reader = new StrictReader(in);
  }

  @Override
  public int read() throws IOException {
    return encode() ? bytes.get() & 0xFF : -1;
  }

  /**
   * @throws MalformedTextException if the next bytes are not of the text's encoding
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!encode()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    return count;
  }

  /** Whether there are bytes; makes them of the next characters. */
  private boolean encode() throws IOException {
    while (!bytes.hasRemaining() && !ended) {
      chars.compact();
      ended = reader.read(chars) < 0;
      chars.flip();
      bytes.clear();
      encoder.encode(chars, bytes, ended);
      bytes.flip();
    }
    return bytes.hasRemaining();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
