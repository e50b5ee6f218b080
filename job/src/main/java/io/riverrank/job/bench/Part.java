package io.riverrank.job.bench;

/** What can be measured. */
public enum Part {
  LIMIT,
  SCORER,
  OPERATOR,
  JOB,
  LATENCY,
  REPEATS,
  SWEEP;

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
