package io.riverrank.operators.monitoring.alerts.sequential;

import java.util.Arrays;

/**
 * Which of many hypotheses are rejected by their e-values: e-BH (Wang and Ramdas 2022,
 * doi:10.1111/rssb.12489). The expected share of false rejections is at most α, however the
 * e-values depend on each other; if every hypothesis is true, so is the chance of any rejection, at
 * whatever time one stops looking.
 */
public final class EBenjaminiHochberg {

  private EBenjaminiHochberg() {}

  /**
   * The smallest logarithm of an e-value that is rejected; infinite if none is.
   *
   * @param logValues of the hypotheses that have evidence; the others count as e-values of 0
   * @param hypotheses all of them, at least as many as there are values
   */
  public static double logThreshold(double[] logValues, int hypotheses, double alpha) {
    double[] ascending = logValues.clone();
    Arrays.sort(ascending);
    for (int rank = ascending.length; rank >= 1; rank--) {
      double value = ascending[ascending.length - rank];
      double needed = Math.log(hypotheses) - Math.log(rank) - Math.log(alpha);
      if (value >= needed) {
        return needed;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
