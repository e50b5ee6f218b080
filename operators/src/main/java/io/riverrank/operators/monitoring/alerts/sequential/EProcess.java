package io.riverrank.operators.monitoring.alerts.sequential;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Evidence that the mean of values in [0, 1] has fallen below m₀, after each window of a stream. If
 * it has not, the evidence is a supermartingale that starts at 1: the chance that it ever reaches 1
 * ÷ α is at most α, however often one looks (Ville 1939).
 *
 * <p>It is a mixture over bets, equally, and over the window j in which the betting starts, with
 * weight 1 ÷ (j(j + 1)); money that has not started yet is kept. A start that comes late is not
 * burdened by what bets lost while all was well, so a change is found soon after many good windows,
 * too. One logarithm a bet holds all its starts.
 *
 * @param windows that were fed
 * @param logWealth natural logarithm of each bet's wealth over all starts so far, {@code [bets]}
 */
public record EProcess(long windows, double[] logWealth) {

  /** Past it a number would not fit into JSON; it says enough. */
  private static final double LARGEST_LOG = Math.log(1e300);

  public EProcess {
    if (logWealth.length != Bets.count()) {
      throw new IllegalArgumentException(
          "an e-process has %d bets, not %d".formatted(Bets.count(), logWealth.length));
    }
  }

  public static EProcess start() {
    double[] nothing = new double[Bets.count()];
    Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
    return new EProcess(0, nothing);
  }

  /**
   * The evidence with one more window. Each window is fed once, in the order of time.
   *
   * @param m0 in (0, 1], the same for every window of a process
   */
  public EProcess after(UnitMoments window, double m0) {
    return after(bet -> Bets.logFactor(bet, window, m0));
  }

  /**
   * @param logFactors of one more window, by bet: logarithms of what is at most 1 on average under
   *     the hypothesis
   */
  EProcess after(IntToDoubleFunction logFactors) {
    long count = windows + 1;
    double logWeight = -Math.log(count) - Math.log1p(count);
    double[] next = new double[logWealth.length];
    for (int bet = 0; bet < next.length; bet++) {
      next[bet] = logSum(logWealth[bet], logWeight) + logFactors.applyAsDouble(bet);
    }
    return new EProcess(count, next);
  }

  /** Natural logarithm of the evidence. */
  public double logValue() {
    double ofBets = Double.NEGATIVE_INFINITY;
    for (double wealth : logWealth) {
      ofBets = logSum(ofBets, wealth);
    }
    return logSum(ofBets - Math.log(logWealth.length), -Math.log1p(windows));
  }

  /** The evidence, an e-value; at most 1e300. */
  public double value() {
    return Math.exp(Math.min(logValue(), LARGEST_LOG));
  }

  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    if (larger == Double.NEGATIVE_INFINITY) {
      return larger;
    }
    return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
