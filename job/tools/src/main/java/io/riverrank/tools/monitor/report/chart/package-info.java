/** Draws series over time, segments beside each other and distributions. */
package io.riverrank.tools.monitor.report.chart;
