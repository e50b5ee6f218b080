package io.riverrank.tools.bench.run;

import io.riverrank.tools.bench.load.Workload;

/**
 * Runs a part until a run is hardly faster than those before: the JVM compiles its code meanwhile,
 * which takes time from the model.
 */
public final class PartWarmUp {
  private static final int MOST_RUNS = 5;

  /** A run that gains less ends the warm-up. */
  private static final double GAIN = 1.02;

  private PartWarmUp() {}

  /** Runs at least twice. */
  public static void run(MeasuredPart part, Workload workload) throws Exception {
    double best = part.run(workload).pairsPerSecond();
    for (int runs = 1; runs < MOST_RUNS; runs++) {
      double now = part.run(workload).pairsPerSecond();
      if (now < best * GAIN) {
        return;
      }
      best = now;
    }
  }
}
