/** The file of alert rules; {@code docs/alerts.md} says how to write one. */
package io.riverrank.job.monitor.rules;
