package io.riverrank.tools.bench.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How much longer or shorter the model's runs took around a moment than they take by a yardstick: a
 * machine that others share changes by a third from one second to the next.
 */
public final class Pace {
  /**
   * About a second of short texts; one run by itself says more of its shape than of the machine.
   */
  private static final int RUNS = 16;

  /** Nanoseconds that a run is expected to take. */
  public interface Yardstick {
    double nanos(int rows, int paddedLength);
  }

  private final long[] starts;
  private final double[] expectedBefore;
  private final double[] takenBefore;

  private Pace(int runs) {
    starts = new long[runs];
    expectedBefore = new double[runs + 1];
    takenBefore = new double[runs + 1];
  }

  /**
   * Of runs as they were, with all that kept them from their cores.
   *
   * @param runs in any order
   */
  public static Pace asMeasured(List<BatchRun> runs, Yardstick yardstick) {
    return of(runs, yardstick, BatchRun::nanos);
  }

  /**
   * Of runs as they would have been with a core of their own: by the CPU time of their threads.
   *
   * @param runs of one thread each, in any order
   */
  public static Pace undisturbed(List<BatchRun> runs, Yardstick yardstick) {
    return of(runs, yardstick, BatchRun::cpuNanos);
  }

  private static Pace of(List<BatchRun> runs, Yardstick yardstick, ToLongFunction<BatchRun> time) {
    List<BatchRun> sorted =
        runs.stream().sorted(Comparator.comparingLong(BatchRun::startNanos)).toList();
    Pace pace = new Pace(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      BatchRun run = sorted.get(i);
      double expected = yardstick.nanos(run.rows(), run.paddedTokens() / run.rows());
      pace.starts[i] = run.startNanos();
      pace.expectedBefore[i + 1] = pace.expectedBefore[i] + expected;
      pace.takenBefore[i + 1] = pace.takenBefore[i] + time.applyAsLong(run);
    }
    return pace;
  }

  /**
   * @param epochNanos nanoseconds since the epoch
   * @return what the runs around that moment took ÷ what was expected; 1 if there were none
   */
  public double at(long epochNanos) {
    int found = Arrays.binarySearch(starts, epochNanos);
    int place = found >= 0 ? found : -found - 1;
    int from = Math.max(0, Math.min(place - RUNS / 2, starts.length - RUNS));
    int to = Math.min(starts.length, from + RUNS);
    double taken = takenBefore[to] - takenBefore[from];
    return taken > 0 ? taken / (expectedBefore[to] - expectedBefore[from]) : 1;
  }
}
