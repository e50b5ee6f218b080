/** The picture of a measurement. */
package io.riverrank.tools.bench.report.plot;
