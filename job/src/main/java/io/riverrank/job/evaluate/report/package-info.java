/** What an evaluation writes, the HTML page aside. */
package io.riverrank.job.evaluate.report;
