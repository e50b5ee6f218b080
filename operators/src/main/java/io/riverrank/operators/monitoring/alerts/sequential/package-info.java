/**
 * Tests of a bounded mean that may be looked at after every window: an e-process, the lower end of
 * a baseline's interval, and e-BH over segments. Pure computation; {@code docs/alerts.md} has the
 * mathematics.
 */
package io.riverrank.operators.monitoring.alerts.sequential;
