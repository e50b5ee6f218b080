/** What figures mean to a reader: their group, their good direction, their unit. */
package io.riverrank.tools.monitor.report.figures;
