/** Where a job runs, a cluster or a Flink in this process, and what is asked of it. */
package io.riverrank.job.environment;
