package io.riverrank.job.parquet;

import java.io.IOException;

/** A file system failed, whatever is in the file; the cause is its own exception. */
final class StorageException extends IOException {

  private static final long serialVersionUID = 1;

  StorageException(IOException cause) {
    super(cause);
  }

  /** The file system's own exception, if that is what a failure comes from; otherwise null. */
  static IOException cause(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof StorageException) {
        return (IOException) e.getCause();
      }
    }
    return null;
  }
}
