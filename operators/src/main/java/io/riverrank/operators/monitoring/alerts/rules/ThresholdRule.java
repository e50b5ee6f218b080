package io.riverrank.operators.monitoring.alerts.rules;

/**
 * A figure against a fixed threshold.
 *
 * @param figure by the name it has in metrics records
 * @param side where the figure must not be
 * @param resolveAt the alert is over at this value or on its good side; the distance from the
 *     threshold is the hysteresis
 * @param atLeast queries that the figure must rest on; windows with fewer neither count nor break a
 *     row
 * @param windows in a row that make an alert
 * @param resolveWindows in a row that end it
 */
public record ThresholdRule(
    RuleHead head,
    String figure,
    Side side,
    double threshold,
    double resolveAt,
    long atLeast,
    int windows,
    int resolveWindows)
    implements Rule {

  private static final long serialVersionUID = 1;

  /** Of a threshold. */
  public enum Side {
    BELOW {
      @Override
      boolean isBeyond(double value, double threshold) {
        return value < threshold;
      }
    },
    ABOVE {
      @Override
      boolean isBeyond(double value, double threshold) {
        return value > threshold;
      }
    };

    abstract boolean isBeyond(double value, double threshold);
  }

  public boolean isBad(double value) {
    return side.isBeyond(value, threshold);
  }

  public boolean isGoodAgain(double value) {
    return !side.isBeyond(value, resolveAt);
  }
}
