package io.riverrank.job.backfill.source;

/** A file is whole, but has something that isn't read, all over. */
final class UnsupportedFileException extends DamagedFileException {

  private static final long serialVersionUID = 1;

  UnsupportedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
