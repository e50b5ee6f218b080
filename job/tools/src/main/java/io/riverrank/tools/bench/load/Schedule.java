package io.riverrank.tools.bench.load;

import java.util.Arrays;
import java.util.Random;

/** When and which: the random choices of a load, the same for the same seed. */
public final class Schedule {

  private Schedule() {}

  /**
   * Poisson arrivals: gaps are exponential and independent.
   *
   * @param perSecond mean arrivals a second
   * @return nanoseconds from the start, ascending
   */
  public static long[] poisson(int arrivals, double perSecond, long seed) {
    Random random = new Random(seed);
    long[] times = new long[arrivals];
    double seconds = 0;
    for (int i = 0; i < arrivals; i++) {
      seconds += -Math.log(1 - random.nextDouble()) / perSecond;
      times[i] = Math.round(seconds * 1e9);
    }
    return times;
  }

  /**
   * Draws from Zipf's distribution: rank k, from 1, has a probability in proportion to k^-s.
   *
   * @param ranks number of different ranks
   * @return ranks from 0
   */
  public static int[] zipf(int draws, int ranks, double exponent, long seed) {
    double[] cumulative = new double[ranks];
    double sum = 0;
    for (int k = 0; k < ranks; k++) {
      sum += Math.pow(k + 1, -exponent);
      cumulative[k] = sum;
    }
    Random random = new Random(seed);
    int[] drawn = new int[draws];
    for (int i = 0; i < draws; i++) {
      int found = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      drawn[i] = Math.min(ranks - 1, found >= 0 ? found + 1 : -found - 1);
    }
    return drawn;
  }
}
