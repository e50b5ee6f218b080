/**
 * Both ends of the job: where query events come from and where results and dead letters go, the
 * checks before a job starts, and the way back for dead letters. The mechanism is beneath: {@code
 * source}, {@code sink} and {@code check}.
 */
package io.riverrank.job.kafka;
