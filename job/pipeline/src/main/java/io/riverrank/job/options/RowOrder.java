package io.riverrank.job.options;

import java.util.Locale;

/** Where the rows of a query are, in files with one row a candidate. */
public enum RowOrder {
  /** One after the other. */
  CONTIGUOUS,
  /** Anywhere. */
  BY_KEY;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
