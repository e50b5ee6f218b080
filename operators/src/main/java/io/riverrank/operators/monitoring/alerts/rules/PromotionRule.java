package io.riverrank.operators.monitoring.alerts.rules;

/**
 * Whether a challenger that answers a part of the queries is promoted or rolled back: a bounded
 * mean of its queries against the champion's, by a test that may be looked at after every window.
 * Its windows have one length and its head names one segment.
 *
 * @param figure whose values for one query are bounded
 * @param worse the change of the mean that is bad
 * @param margin by which a challenger may be worse and is promoted still, above 0, in units of the
 *     figure
 * @param alpha the chance that a challenger which is worse by the margin is ever promoted, and that
 *     one which isn't is ever rolled back
 */
public record PromotionRule(
    RuleHead head, String figure, SequentialRule.Change worse, double margin, double alpha)
    implements Rule {

  private static final long serialVersionUID = 1;
}
