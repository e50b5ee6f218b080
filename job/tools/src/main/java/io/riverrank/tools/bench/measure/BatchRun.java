package io.riverrank.tools.bench.measure;

/**
 * One run of the model.
 *
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 * @param tokens without padding
 * @param paddedTokens rows × padded length
 * @param tokenizeNanos from submission to token ids, summed over the pairs
 * @param queueNanos from token ids to this run, summed over the pairs
 * @param cpuNanos of the thread that called the model
 */
public record BatchRun(
    long startNanos,
    long endNanos,
    int rows,
    int tokens,
    int paddedTokens,
    long tokenizeNanos,
    long queueNanos,
    long cpuNanos) {

  long nanos() {
    return endNanos - startNanos;
  }
}
