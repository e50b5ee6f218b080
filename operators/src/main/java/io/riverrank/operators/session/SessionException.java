package io.riverrank.operators.session;

/** A run of the model failed; whether by its input or by itself is for the caller to find out. */
public final class SessionException extends Exception {

  public SessionException(String message, Throwable cause) {
    super(message, cause);
  }

  public SessionException(String message) {
    super(message);
  }
}
