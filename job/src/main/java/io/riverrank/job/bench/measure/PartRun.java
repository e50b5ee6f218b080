package io.riverrank.job.bench.measure;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What one run of some pairs came to.
 *
 * @param pairs that went through
 * @param seconds of the time that counts
 * @param tokensPerSecond without padding
 * @param padding share of all tokens that is padding
 * @param usage within the time that counts
 * @param stages null where there are no stages
 */
public record PartRun(
    int pairs,
    double seconds,
    double pairsPerSecond,
    double tokensPerSecond,
    double padding,
    Usage usage,
    @Nullable StageTimes stages) {

  /** By the steady state of the micro-batches that ran. */
  public static PartRun steady(List<BatchRun> runs, UsageMeter meter) {
    SteadyState steady = SteadyState.of(runs);
    return new PartRun(
        runs.stream().mapToInt(BatchRun::rows).sum(),
        steady.seconds(),
        steady.pairsPerSecond(),
        steady.tokensPerSecond(),
        steady.padding(),
        meter.between(steady.startNanos(), steady.endNanos()),
        StageTimes.of(runs));
  }

  /** Pairs within the time that counts. */
  public double countedPairs() {
    return pairsPerSecond * seconds;
  }
}
