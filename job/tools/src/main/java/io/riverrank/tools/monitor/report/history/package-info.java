/** What a page shows of metrics records and alerts: bounded, whatever comes. */
package io.riverrank.tools.monitor.report.history;
