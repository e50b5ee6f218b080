package io.riverrank.job.parquet;

import java.io.IOException;

/** What a file has inside can't be read; reading it again would not help. */
public class UnreadableParquetException extends IOException {

  private static final long serialVersionUID = 1;

  UnreadableParquetException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableParquetException(String message) {
    super(message);
  }
}
