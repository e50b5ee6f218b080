package io.riverrank.schemas;

import java.io.IOException;

/**
 * A message is not the record that it should be. The message is one sentence that names the record,
 * the place and what to send; it is thrown for every bad input, so it has no stack trace.
 */
public final class MalformedRecordException extends IOException {

  private final DeadLetterCode code;

  MalformedRecordException(DeadLetterCode code, String message) {
    super(message);
    this.code = code;
  }

  /** What a dead letter of this message says. */
  public DeadLetterCode code() {
    return code;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
