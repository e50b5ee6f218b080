/** The output folder: whose it is, what it was begun with, and where a killed run goes on. */
package io.riverrank.job.backfill.output;
