/** How a Kafka message becomes a source event, and what it does to the watermark. */
package io.riverrank.job.kafka.source;
