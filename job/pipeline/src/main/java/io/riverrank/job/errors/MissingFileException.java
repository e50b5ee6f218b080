package io.riverrank.job.errors;

import javax.annotation.Nullable;

/** A file that the command line names is not there. */
public final class MissingFileException extends UserException {

  private static final long serialVersionUID = 1;

  /**
   * @param file as the user wrote it
   */
  public MissingFileException(Object file, @Nullable Throwable cause) {
    super("there is no file " + file, cause);
  }
}
