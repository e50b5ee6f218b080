package io.riverrank.schemas;

/**
 * A message, or one value in it, can't be used. Thrown for every bad input, so it has no stack
 * trace; the message is one sentence that names the place and what to send.
 */
final class InvalidRequest extends Exception {

  private final DeadLetterCode code;

  InvalidRequest(DeadLetterCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  DeadLetterCode code() {
    return code;
  }
}
