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
  SWEEP,
  ADVICE;

  /** Whether the picture shows it. */
  public boolean isDrawn() {
    return this != REPEATS && this != SWEEP && this != ADVICE;
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
