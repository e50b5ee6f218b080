package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.load.Workload;

/**
 * Runs a part until it gets no faster: the JVM compiles its code meanwhile, which takes time from
 * the model, and sooner or later by luck.
 */
public final class PartWarmUp {
  private static final int MOST_RUNS = 5;

  /** A run that gains less is as fast as the part gets. */
  private static final double GAIN = 1.02;

  private PartWarmUp() {}

  /** Runs at least twice. */
  public static void run(MeasuredPart part, Workload workload) throws Exception {
    double before = part.run(workload).pairsPerSecond();
    for (int runs = 1; runs < MOST_RUNS; runs++) {
      double now = part.run(workload).pairsPerSecond();
      if (now < before * GAIN) {
        return;
      }
      before = now;
    }
  }
}
