package io.riverrank.sql;

/** What becomes of a pair that can't be scored. */
enum ErrorHandling {
  /** The job fails, with the error. */
  FAIL,
  /** There is no score, and nothing says why. */
  NULL,
  /** There is no score, and the column {@code error} says why. */
  COLUMN
}
