package io.riverrank.operators.monitoring.alerts.sequential;

/**
 * Evidence that one of two samples has the larger mean by more than a shift. The hypothesis is that
 * in no window it has, whatever the two means are there and however they move from window to
 * window; values of a window are independent, those of a sample have one mean on average.
 *
 * <p>In a window of n values x of the one sample and k values y of the other, two bets θ and η in
 * (0, 1) make of the wealth
 *
 * <pre>
 *   ∏ (1 − θ(1 − x)) · ∏ (1 − ηy) ÷ max over μ of (1 − θ(1 − μ − shift))ⁿ (1 − ημ)ᵏ
 * </pre>
 *
 * <p>The divisor is the largest mean that the numerator can have under the hypothesis: μ, the mean
 * of y, isn't known, so all are allowed for, and by the inequality of means values with several
 * means have no more than those with their average. Its logarithm is concave in μ, so its largest
 * value is where the derivative is 0 or at an end. Bets are the better, the closer that μ is to the
 * true one: they balance the samples around a centre, which is any guess of μ from before the
 * window. It is near the E-variables of Turner, Ly and Grünwald (2024,
 * doi:10.1016/j.jspi.2023.106116) for two proportions, with bounded values in the place of 0 and 1.
 */
public final class TwoSamples {

  private TwoSamples() {}

  /**
   * The evidence with one more window, in which both samples have values.
   *
   * @param larger of the sample that is to have the larger mean
   * @param shift by more than which it is to be larger, above −1 and below 1
   * @param centre a guess of the other's mean that doesn't depend on this window
   */
  public static EProcess after(
      EProcess evidence, UnitMoments larger, UnitMoments smaller, double shift, double centre) {
    return evidence.after(bet -> logFactor(bet, larger, smaller, shift, centre));
  }

  static double logFactor(
      int bet, UnitMoments larger, UnitMoments smaller, double shift, double centre) {
    double n = larger.n();
    double k = smaller.n();
    double strength = Bets.theta(bet);
    double theta = theta(strength * k / (n + k), 1 - unit(centre + shift));
    double eta = theta(strength * n / (n + k), unit(centre));
    return n * Bets.leastMeanLog(theta, larger.mirrored())
        + k * Bets.leastMeanLog(eta, smaller)
        - largestLogMean(n, theta, k, eta, shift);
  }

  /** The bet θ whose factor is proportional to 1 + λ(centre − x). */
  private static double theta(double lambda, double centre) {
    return lambda / (1 + lambda * centre);
  }

  private static double largestLogMean(double n, double theta, double k, double eta, double shift) {
    double atZero = 1 - theta * (1 - shift);
    double stationary = (n * theta - k * eta * atZero) / (theta * eta * (n + k));
    double least = Math.max(0, -shift);
    double most = Math.min(1, 1 - shift);
    double mean = Math.min(most, Math.max(least, stationary));
    return n * Math.log(atZero + theta * mean) + k * Math.log1p(-eta * mean);
  }

  private static double unit(double value) {
    return Math.min(1, Math.max(0, value));
  }
}
