package io.riverrank.tools.monitor.report.chart;

/**
 * From an alert's start to the end of the window that ended it.
 *
 * @param threshold NaN if it has none
 * @param note plain text
 */
public record AlertSpan(long fromMs, long toMs, double threshold, String note) {}
