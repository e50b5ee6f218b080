package io.riverrank.job.parquet;

/** A whole file has a codec or a type that isn't read here. */
public final class UnsupportedParquetException extends UnreadableParquetException {

  private static final long serialVersionUID = 1;

  UnsupportedParquetException(String message) {
    super(message);
  }
}
