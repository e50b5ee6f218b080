/**
 * How results and dead letters become Kafka records, and what is done so that none of them gets
 * lost between a checkpoint and its transaction.
 */
package io.riverrank.job.kafka.sink;
