/** What is checked at the brokers before a job starts, each with an error that says what to do. */
package io.riverrank.job.kafka.check;
