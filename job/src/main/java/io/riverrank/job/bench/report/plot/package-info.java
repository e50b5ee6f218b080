/** The picture of a measurement. */
package io.riverrank.job.bench.report.plot;
