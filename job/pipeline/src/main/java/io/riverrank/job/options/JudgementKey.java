package io.riverrank.job.options;

import java.util.Locale;

/** What a judgement names its query by. */
public enum JudgementKey {
  QUERY_ID,
  /** The query's text. */
  QUERY;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
