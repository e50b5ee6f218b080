/** Where metrics and dead letters go: topics, files, and Flink's own metrics. */
package io.riverrank.job.monitor.sink;
