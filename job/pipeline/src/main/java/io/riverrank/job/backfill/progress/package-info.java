/** What a backfill tells while it runs and at its end. */
package io.riverrank.job.backfill.progress;
