package io.riverrank.operators.monitoring.alerts.rules;

import java.io.Serializable;

/**
 * One rule: when an alert fires and when it is over, for each segment and model on its own; or when
 * a challenger is promoted.
 */
public sealed interface Rule extends Serializable
    permits ThresholdRule, SequentialRule, MissingDataRule, PromotionRule {

  RuleHead head();
}
