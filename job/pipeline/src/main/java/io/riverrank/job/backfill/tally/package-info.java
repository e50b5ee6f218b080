/** Counts that survive restarts, and the limit of errors. */
package io.riverrank.job.backfill.tally;
