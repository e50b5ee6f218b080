package io.riverrank.schemas.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a text without its byte order mark: UTF-8, or what the mark says. Everything
 * before a malformed byte is read first. Closes the stream that it was given.
 */
public final class StrictReader extends Reader {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).limit(0);
  private CharsetDecoder decoder;
  private boolean ended;
  private long lineBreaks;

  public StrictReader(InputStream in) {
    this.in = in;
  }

  /**
   * @throws MalformedTextException if the next bytes are not of the text's encoding
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!chars.hasRemaining() && !decode()) {
      return -1;
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  /** Makes characters of the next bytes; false at the end. */
  private boolean decode() throws IOException {
    if (decoder == null) {
      begin();
    }
    chars.clear();
    CoderResult outcome = decoder.decode(bytes, chars, ended);
    while (chars.position() == 0 && outcome.isUnderflow() && !ended) {
      fill();
      outcome = decoder.decode(bytes, chars, ended);
    }
    if (chars.position() == 0 && outcome.isError()) {
      throw malformed();
    }
    chars.flip();
    lineBreaks += chars.chars().filter(c -> c == '\n').count();
    return chars.hasRemaining();
  }

  private void begin() throws IOException {
    while (!ended && bytes.limit() < ByteOrderMark.MAX_BYTES) {
      fill();
    }
    Charset charset = StandardCharsets.UTF_8;
    ByteOrderMark mark = ByteOrderMark.of(bytes.array(), bytes.limit());
    if (mark != null) {
      charset = mark.charset();
      bytes.position(mark.length());
    } else {
      refuseOthers();
    }
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private void refuseOthers() throws MalformedTextException {
    if (bytes.limit() < 2) {
      return;
    }
    int first = bytes.get(0) & 0xFF;
    int second = bytes.get(1) & 0xFF;
    if ((first == 0) != (second == 0)) {
      throw new MalformedTextException(
          "line 1 looks like UTF-16, but the file has no byte order mark; save it as UTF-8");
    }
    if ((first == 0x1F && second == 0x8B) || (first == 0x28 && second == 0xB5)) {
      throw new MalformedTextException(
          "line 1 is no text: the file is compressed; end its name with .gz or .zst, as is right");
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
  }

  private MalformedTextException malformed() {
    Charset charset = decoder.charset();
    return new MalformedTextException(
        "line %d has bytes that are not %s (the first is 0x%02x)%s"
            .formatted(
                lineBreaks + 1,
                charset,
                bytes.get(bytes.position()),
                charset.equals(StandardCharsets.UTF_8)
                    ? "; convert the file, as by iconv -f ISO-8859-1 -t UTF-8"
                    : ", which its byte order mark promises; save it as UTF-8"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
