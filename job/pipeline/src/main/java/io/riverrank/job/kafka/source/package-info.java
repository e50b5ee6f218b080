/**
 * Where query events come from: the source, how a message becomes an event, and what it does to the
 * watermark.
 */
package io.riverrank.job.kafka.source;
