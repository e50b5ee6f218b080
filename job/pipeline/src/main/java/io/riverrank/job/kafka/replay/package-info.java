/** The way back for dead letters: what to read, what to send back, and the count of both. */
package io.riverrank.job.kafka.replay;
