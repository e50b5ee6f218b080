/** The table. */
package io.riverrank.faults.report;
