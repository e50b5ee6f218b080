package io.riverrank.tools.bench.measure;

import java.util.List;

/**
 * The middle of a run: from the moment when a tenth of all tokens has been through the model to the
 * moment when a tenth is still to come. A micro-batch that lies across a border counts with the
 * part of its time that is inside.
 *
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 * @param tokensPerSecond without padding
 * @param pairsPerSecond tokens a second over the mean tokens of all pairs of the run, so that it
 *     does not matter which pairs were in the middle
 * @param padding share of the tokens of all batches that is padding
 */
record SteadyState(
    long startNanos, long endNanos, double tokensPerSecond, double pairsPerSecond, double padding) {
  private static final double BORDER = 0.1;
  private static final int BISECTIONS = 60;

  /**
   * @param runs at least one
   */
  public static SteadyState of(List<BatchRun> runs) {
    double tokens = runs.stream().mapToLong(BatchRun::tokens).sum();
    double padded = runs.stream().mapToLong(BatchRun::paddedTokens).sum();
    double rows = runs.stream().mapToLong(BatchRun::rows).sum();
    long start = when(runs, BORDER * tokens);
    long end = when(runs, (1 - BORDER) * tokens);
    double perSecond = (done(runs, end) - done(runs, start)) / ((end - start) / 1e9);
    return new SteadyState(start, end, perSecond, perSecond * rows / tokens, 1 - tokens / padded);
  }

  public double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  /** When so many tokens had been through the model. */
  private static long when(List<BatchRun> runs, double tokens) {
    long low = runs.stream().mapToLong(BatchRun::startNanos).min().orElseThrow();
    long high = runs.stream().mapToLong(BatchRun::endNanos).max().orElseThrow();
    for (int i = 0; i < BISECTIONS && high - low > 1; i++) {
      long middle = low + (high - low) / 2;
      if (done(runs, middle) < tokens) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Tokens that had been through the model at a moment. */
  private static double done(List<BatchRun> runs, long nanos) {
    double tokens = 0;
    for (BatchRun run : runs) {
      double share = (double) (nanos - run.startNanos()) / Math.max(1, run.nanos());
      tokens += run.tokens() * Math.min(1, Math.max(0, share));
    }
    return tokens;
  }
}
