/** Which files a backfill reads, in which order, and what is in them. */
package io.riverrank.job.backfill.input;
