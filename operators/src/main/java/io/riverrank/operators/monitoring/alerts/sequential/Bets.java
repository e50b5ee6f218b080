package io.riverrank.operators.monitoring.alerts.sequential;

/**
 * The fixed grid of bets, and what one of them makes of a window.
 *
 * <p>A bet θ in (0, 1) multiplies its wealth by (1 − θx) ÷ (1 − θm₀) for a value x in [0, 1]: the
 * factor 1 + λ(m₀ − x) of Waudby-Smith and Ramdas (2023, doi:10.1093/jrsssb/qkad009) with θ = λ ÷
 * (1 + λm₀), which reaches every λ that keeps the wealth above 0. Of the data, its logarithm needs
 * Σ ln(1 − θx) only, whatever m₀ is.
 */
final class Bets {

  /**
   * About doubling: a bet that is off by √2 grows 16 % slower than the best one. State depends on
   * their number and order, so they never change.
   */
  private static final double[] THETAS = {
    0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95
  };

  private Bets() {}

  /** Of a bet, in (0, 1). */
  static double theta(int bet) {
    return THETAS[bet];
  }

  static int count() {
    return THETAS.length;
  }

  /**
   * Logarithm of the factor by which a window changes the wealth of a bet: exact if its values are
   * all equal or all 0 or 1, else the least that values with this mean and variance can give, so
   * that evidence is never overstated.
   *
   * @param m0 in (0, 1]: the hypothesis is that the mean is at least this
   */
  static double logFactor(int bet, UnitMoments window, double m0) {
    double theta = THETAS[bet];
    return window.n() * (leastMeanLog(theta, window) - Math.log1p(-theta * m0));
  }

  /**
   * The least mean of ln(1 − θx) that values with this mean and variance can have. The third
   * derivative of ln(1 − θx) is negative, so among all distributions on [0, 1] with these two
   * moments the one on two points, of which one is 1, has the smallest mean of it (Karlin and
   * Studden 1966, upper principal representation).
   */
  static double leastMeanLog(double theta, UnitMoments window) {
    double toOne = 1 - window.mean();
    if (toOne <= 0) {
      return Math.log1p(-theta);
    }
    double weight = window.variance() / (window.variance() + toOne * toOne);
    double other = Math.max(0, window.mean() - window.variance() / toOne);
    return weight * Math.log1p(-theta) + (1 - weight) * Math.log1p(-theta * other);
  }
}
