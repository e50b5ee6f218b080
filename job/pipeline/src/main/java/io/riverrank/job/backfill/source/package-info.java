/** From files to source events: readers of the formats, and the time that their order gives. */
package io.riverrank.job.backfill.source;
