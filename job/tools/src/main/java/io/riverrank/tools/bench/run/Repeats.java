package io.riverrank.tools.bench.run;

/**
 * What the score cache gives where queries repeat.
 *
 * @param events sent with the cache on
 * @param pairs of these
 * @param distinctPairs of these
 * @param hotPairsPerSecond with the cache, which was empty at first
 * @param coldPairsPerSecond without
 */
public record Repeats(
    double zipf,
    int events,
    int pairs,
    int distinctPairs,
    double hotPairsPerSecond,
    double coldPairsPerSecond) {

  /** How many times as fast the job is with the cache. */
  public double gain() {
    return hotPairsPerSecond / coldPairsPerSecond;
  }

  /** How many times as fast it would be if a repeated pair cost nothing. */
  public double expectedGain() {
    return (double) pairs / distinctPairs;
  }
}
