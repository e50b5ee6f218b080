/**
 * Where results and dead letters go: how they become records, and what is done so that none of them
 * gets lost between a checkpoint and its transaction.
 */
package io.riverrank.job.kafka.sink;
