package io.riverrank.faults.swaps;

import io.riverrank.faults.footprint.Footprint;
import java.util.List;

/**
 * What was measured.
 *
 * @param capacity queries a second that the job takes at most
 * @param rate queries a second that were sent
 * @param baselineSwaps after how many swaps the first footprint was taken
 * @param swaps all of them
 * @param first footprint of the task manager
 * @param last the same after the last swap
 * @param pairs windows side by side
 * @param checkpointsWithoutMs durations of those in windows without a swap, ascending
 * @param checkpointsAmidMs the same of those that were under way at some moment of a swap
 * @param rollbacksMs from the command to the first result of the model before, without a checkpoint
 *     under way
 * @param rollbacksAmidCheckpointMs the others
 */
record SwapFigures(
    double capacity,
    double rate,
    int baselineSwaps,
    int swaps,
    Footprint first,
    Footprint last,
    List<Pair> pairs,
    double[] checkpointsWithoutMs,
    double[] checkpointsAmidMs,
    List<Double> rollbacksMs,
    List<Double> rollbacksAmidCheckpointMs) {

  /** A window without a swap and one with it, under the same load. */
  record Pair(Window without, Window with) {}

  /**
   * @param p95Ms from request to result
   * @param resultsASecond that came in it
   */
  record Window(double p95Ms, double resultsASecond) {}

  double latencyRatio() {
    return Arrivals.median(
        pairs.stream().map(pair -> pair.with().p95Ms() / pair.without().p95Ms()).toList());
  }

  double throughputRatio() {
    return Arrivals.median(
        pairs.stream()
            .map(pair -> pair.with().resultsASecond() / pair.without().resultsASecond())
            .toList());
  }

  /** The worst amid a swap, of what 95 % take at most without. */
  double checkpointRatio() {
    return Arrivals.quantile(checkpointsAmidMs, 1) / usualCheckpointMs();
  }

  /** The worst without a swap, of the same: what the machine does to one by itself. */
  double checkpointRatioWithout() {
    return Arrivals.quantile(checkpointsWithoutMs, 1) / usualCheckpointMs();
  }

  private double usualCheckpointMs() {
    return Arrivals.quantile(checkpointsWithoutMs, 0.95);
  }

  double worstRollbackMs() {
    return rollbacksMs.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
