package io.riverrank.operators.model;

import javax.annotation.Nullable;

/**
 * A model can't be used. The message is one sentence for the user: what is wrong, where, and what
 * to do.
 */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean isTransient;

  public ModelException(String message) {
    this(message, null);
  }

  public ModelException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private ModelException(String message, @Nullable Throwable cause, boolean isTransient) {
    super(message, cause);
    this.isTransient = isTransient;
  }

  /** For what may be better at the next start: a disk that is away, a GPU that is full. */
  public static ModelException mayPass(String message, @Nullable Throwable cause) {
    return new ModelException(message, cause, true);
  }

  /** Whether starting again may help. */
  public boolean isTransient() {
    return isTransient;
  }
}
