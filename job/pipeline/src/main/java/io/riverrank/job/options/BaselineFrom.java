package io.riverrank.job.options;

import java.util.Locale;

/** What windows are compared with. */
public enum BaselineFrom {
  /** A saved baseline. */
  FILE,
  /** The windows right before. */
  TRAILING,
  /** The window of the same hour a week before. */
  WEEK_BEFORE;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
