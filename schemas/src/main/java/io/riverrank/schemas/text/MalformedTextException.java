package io.riverrank.schemas.text;

import java.io.IOException;

/**
 * A file is no text, or another one than it says. The message is the end of a sentence that begins
 * with the name of the file: {@code line 3 has bytes that …}.
 */
public final class MalformedTextException extends IOException {

  private static final long serialVersionUID = 1;

  MalformedTextException(String message) {
    super(message);
  }
}
