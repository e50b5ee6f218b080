package io.riverrank.operators.monitoring.alerts.rules;

/**
 * A bounded mean against the baseline's, by a test that may be looked at after every window.
 *
 * @param figure whose values for one query are bounded
 * @param change that is to be found
 * @param alpha the chance of any false alert over all segments, for as long as it runs
 * @param tolerance how far from the baseline the mean may be, in units of the figure
 */
public record SequentialRule(
    RuleHead head, String figure, Change change, double alpha, double tolerance) implements Rule {

  private static final long serialVersionUID = 1;

  /** Of a mean. */
  public enum Change {
    FALLS,
    RISES
  }
}
