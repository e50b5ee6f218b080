package io.riverrank.tools.bench.measure;

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

  /**
   * By the steady state of the micro-batches that ran. Pairs that are tokenized long before they
   * are scored would cost the steady state nothing, so what its pairs' tokens took before it began
   * is added, spread over the cores.
   */
  public static PartRun steady(List<BatchRun> runs, UsageMeter meter) {
    SteadyState steady = SteadyState.of(runs);
    int pairs = runs.stream().mapToInt(BatchRun::rows).sum();
    Usage usage = meter.between(steady.startNanos(), steady.endNanos());
    double share = steady.pairsPerSecond() * steady.seconds() / pairs;
    double tokenizing =
        meter.all().cpuSeconds().get(Stage.TOKENIZERS) * share
            - usage.cpuSeconds().get(Stage.TOKENIZERS);
    double seconds =
        steady.seconds() + Math.max(0, tokenizing) / Runtime.getRuntime().availableProcessors();
    double slower = steady.seconds() / seconds;
    return new PartRun(
        pairs,
        seconds,
        steady.pairsPerSecond() * slower,
        steady.tokensPerSecond() * slower,
        steady.padding(),
        usage,
        StageTimes.of(runs));
  }

  /** Pairs within the time that counts. */
  public double countedPairs() {
    return pairsPerSecond * seconds;
  }
}
