package io.riverrank.operators.monitoring.alerts;

import io.riverrank.operators.monitoring.alerts.sequential.UnitMoments;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Values of a figure such as nDCG: a quarter of the queries have 1, a twelfth 0, the others lie
 * between by a beta distribution. Mean 0.66, standard deviation 0.32.
 */
final class SimulatedPopulation {

  private static final int SIZE = 1 << 14;
  private static final double ONES = 0.25;
  private static final double ZEROS = 1.0 / 12;

  private final double[] values = new double[SIZE];
  private final double mean;
  private final SplittableRandom random;

  SimulatedPopulation(long seed) {
    random = new SplittableRandom(seed);
    BetaDistribution between = BetaDistribution.of(2.2, 1.4);
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      double share = (i + 0.5) / SIZE;
      double rest = 1 - ONES - ZEROS;
      values[i] =
          share < ZEROS
              ? 0
              : share >= ZEROS + rest
                  ? 1
                  : between.inverseCumulativeProbability((share - ZEROS) / rest);
      sum += values[i];
    }
    mean = sum / SIZE;
  }

  /** Another stream of the same values. */
  Random noise() {
    return new Random(random.nextLong());
  }

  /**
   * Draws queries on their own.
   *
   * @param shift of the mean: some queries become 0, or 1
   */
  UnitMoments draw(int n, double shift) {
    double share = shift < 0 ? -shift / mean : shift / (1 - mean);
    double extreme = shift < 0 ? 0 : 1;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double value = values[random.nextInt(SIZE)];
      if (shift != 0 && random.nextDouble() < share) {
        value = extreme;
      }
      sum += value;
      squares += value * value;
    }
    double average = Math.min(1, sum / n);
    return new UnitMoments(n, average, Math.max(0, squares / n - average * average));
  }
}
