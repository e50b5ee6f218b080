package io.riverrank.tools.evaluate.figures;

import io.riverrank.operators.evaluation.BootstrapIntervals;
import io.riverrank.operators.evaluation.RandomisationTest;

/**
 * How intervals and p values are drawn.
 *
 * @param resamples of the bootstrap; 0 for no intervals
 * @param permutations of the randomisation test; 0 for no p values
 */
public record Sampling(int resamples, int permutations, long seed) {

  /** For intervals. */
  public BootstrapIntervals intervals() {
    return new BootstrapIntervals(resamples, seed);
  }

  /** For p values. */
  public RandomisationTest test() {
    return new RandomisationTest(permutations, seed);
  }
}
