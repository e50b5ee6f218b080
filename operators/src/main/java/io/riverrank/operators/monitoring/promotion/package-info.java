/**
 * Whether a challenger that answers a part of the queries is promoted or rolled back, by the
 * figures of windows: {@link io.riverrank.operators.monitoring.promotion.PromotionFunction} keeps
 * the state and knows time, {@link io.riverrank.operators.monitoring.promotion.PromotionEngine}
 * decides; {@code docs/alerts.md} has the mathematics.
 */
package io.riverrank.operators.monitoring.promotion;
