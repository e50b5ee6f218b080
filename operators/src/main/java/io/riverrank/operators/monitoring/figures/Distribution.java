package io.riverrank.operators.monitoring.figures;

import java.util.Locale;

/** Values whose distribution is kept; in records by name in lower case. */
public enum Distribution {
  /** Of candidates. */
  LOGIT,
  /** Of queries. */
  BEST_SCORE,
  /** Of queries: candidates received. */
  CANDIDATES,
  /** Of queries: UTF-16 units. */
  QUERY_CHARS,
  /** Of candidates: UTF-16 units. */
  TEXT_CHARS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
