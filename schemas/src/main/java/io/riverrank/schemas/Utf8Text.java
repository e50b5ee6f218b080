package io.riverrank.schemas;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Strictly decoded UTF-8 in a buffer that is reused from message to message; not thread safe.
 *
 * <p>Overlong forms, encoded surrogates and cut sequences are errors. One leading byte order mark
 * is left out.
 */
final class Utf8Text {

  /** A buffer for a larger message is given back to the collector after that message. */
  private static final int KEPT_CHARS = 1 << 20;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private char[] chars = new char[0];
  private int length;

  /** Replaces the text by that of {@code bytes}. */
  void decode(byte[] bytes) throws InvalidRequest {
    refuseUtf16(bytes);
    int start = startsWithByteOrderMark(bytes) ? 3 : 0;
    makeRoomFor(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.wrap(chars);
    CoderResult outcome = decoder.reset().decode(in, out, true);
    if (outcome.isError()) {
      throw new InvalidRequest(
          DeadLetterCode.INVALID_UTF8,
          "the value has bytes that are not UTF-8 at offset "
              + in.position()
              + " (0x"
              + HexFormat.of().toHexDigits(bytes[in.position()])
              + "); send UTF-8");
    }
    length = out.position();
  }

  /** The text is {@code chars()[0..length())}, until the next {@link #decode} or release. */
  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  String substring(int start, int end) {
    return new String(chars, start, end - start);
  }

  void release() {
    length = 0;
    if (chars.length > KEPT_CHARS) {
      chars = new char[0];
    }
  }

  /** Strictly decodes a short text. */
  static String decodeString(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private void makeRoomFor(int charCount) {
    if (chars.length < charCount) {
      chars = new char[Math.max(charCount, Math.min(2 * chars.length, KEPT_CHARS))];
    }
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /**
   * UTF-16 without a mark is formally UTF-8 with many NULs; no JSON in UTF-8 has a NUL as one of
   * its first two bytes, so the guess is safe and its message more useful than the JSON reader's.
   */
  private static void refuseUtf16(byte[] bytes) throws InvalidRequest {
    if (bytes.length < 2) {
      return;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    boolean unmarked = (first == 0) != (second == 0);
    if (marked || unmarked) {
      throw new InvalidRequest(
          DeadLetterCode.INVALID_UTF8, "the value looks like UTF-16 from offset 0; send UTF-8");
    }
  }
}
