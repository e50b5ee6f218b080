package io.riverrank.faults.progress;

import java.io.Serial;

/** A folder has a table that this run can't go on with. The message begins with what is wrong. */
public final class SavedTableException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  SavedTableException(String message) {
    super(message);
  }
}
