package io.riverrank.schemas.trec;

/**
 * A line is not what its format says. Thrown for every bad input, so it has no stack trace; the
 * message is part of a sentence that says what is wrong and what the line should be, and doesn't
 * name the place.
 */
public final class MalformedLineException extends Exception {

  private static final long serialVersionUID = 1;

  public MalformedLineException(String message) {
    super(message, null, false, false);
  }
}
