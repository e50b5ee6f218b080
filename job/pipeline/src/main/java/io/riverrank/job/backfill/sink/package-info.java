/** How results and dead letters become files. */
package io.riverrank.job.backfill.sink;
