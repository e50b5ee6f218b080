/** {@code monitor report}: metrics records and alerts as a page for people. */
package io.riverrank.tools.monitor.report;
