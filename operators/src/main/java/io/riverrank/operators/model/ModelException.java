package io.riverrank.operators.model;

/**
 * A model can't be used as it is; starting again won't help. The message is one sentence for the
 * user: what is wrong, where, and what to do.
 */
public final class ModelException extends RuntimeException {

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
