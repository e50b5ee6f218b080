/** What an alert rule says, and which figures it may be about; {@code docs/alerts.md} explains. */
package io.riverrank.operators.monitoring.alerts.rules;
