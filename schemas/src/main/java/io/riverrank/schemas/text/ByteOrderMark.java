package io.riverrank.schemas.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/** What the first bytes of a text say about its encoding. */
public enum ByteOrderMark {
  UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
  // Before UTF-16LE, whose mark is the begin of this one.
  UTF_32LE(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0, 0),
  UTF_32BE(Charset.forName("UTF-32BE"), 0, 0, 0xFE, 0xFF),
  UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
  UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF);

  /** Of the longest mark. */
  public static final int MAX_BYTES = 4;

  private final Charset charset;
  private final int[] bytes;

  ByteOrderMark(Charset charset, int... bytes) {
    this.charset = charset;
    this.bytes = bytes;
  }

  /**
   * The mark that a text begins with; null if it has none.
   *
   * @param start the text's first {@code length} bytes, {@link #MAX_BYTES} or all
   */
  @Nullable
  public static ByteOrderMark of(byte[] start, int length) {
    for (ByteOrderMark mark : values()) {
      if (mark.begins(start, length)) {
        return mark;
      }
    }
    return null;
  }

  private boolean begins(byte[] start, int length) {
    if (length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((start[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  public Charset charset() {
    return charset;
  }

  public int length() {
    return bytes.length;
  }
}
