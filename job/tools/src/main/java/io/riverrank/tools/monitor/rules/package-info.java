/**
 * {@code monitor check-rules}: whether a file of alert rules is right, and what it would have said.
 */
package io.riverrank.tools.monitor.rules;
