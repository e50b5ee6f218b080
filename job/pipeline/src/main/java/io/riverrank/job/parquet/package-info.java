/**
 * Parquet files over Flink's file systems, by the parts of Apache Parquet that need no Hadoop: rows
 * of the columns that are asked for, read by their Parquet types, and a writer of rows.
 */
package io.riverrank.job.parquet;
