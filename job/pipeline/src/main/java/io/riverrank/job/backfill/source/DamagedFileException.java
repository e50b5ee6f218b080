package io.riverrank.job.backfill.source;

import java.io.IOException;

/** The bytes of a file are not what its format asks for; reading them again would not help. */
class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }

  DamagedFileException(String message) {
    super(message);
  }
}
