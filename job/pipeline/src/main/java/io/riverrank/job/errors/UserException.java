package io.riverrank.job.errors;

/**
 * Something that the user has to mend: the message is one sentence that says what is wrong, where,
 * and what to do.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
