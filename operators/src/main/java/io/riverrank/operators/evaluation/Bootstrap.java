package io.riverrank.operators.evaluation;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws with replacement, as multiplicities: how often each value is in a resample. Each resample
 * has a seed of its own, so that results don't depend on the number of threads.
 */
final class Bootstrap {

  private Bootstrap() {}

  /**
   * @param statistic of the multiplicities, {@code [size]}; called by several threads
   * @return one value a resample, {@code [resamples]}
   */
  static double[] replicates(
      int size, int resamples, long seed, ToDoubleFunction<int[]> statistic) {
    return IntStream.range(0, resamples)
        .parallel()
        .mapToDouble(i -> statistic.applyAsDouble(draw(size, random(seed, i))))
        .toArray();
  }

  static int[] draw(int size, SplittableRandom random) {
    int[] counts = new int[size];
    for (int i = 0; i < size; i++) {
      counts[random.nextInt(size)]++;
    }
    return counts;
  }

  /** A generator for one step of a seeded procedure; steps are independent of each other. */
  static SplittableRandom random(long seed, int step) {
    // SplittableRandom mixes the seed, so neighbouring seeds give unrelated streams.
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + step);
  }
}
