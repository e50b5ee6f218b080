package io.riverrank.tools.bench.run;

import java.util.Locale;

/** What can be measured. */
public enum Part {
  LIMIT,
  SCORER,
  OPERATOR,
  JOB,
  LATENCY,
  REPEATS,
  SHADOW,
  SWEEP,
  ADVICE;

  /** Whether the picture shows it. */
  public boolean isDrawn() {
    return ordinal() <= LATENCY.ordinal();
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
