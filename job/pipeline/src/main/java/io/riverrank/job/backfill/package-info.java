/**
 * Reranking what is in files: bounded sources and file sinks around the operator that the streaming
 * job has, and a folder that a killed run goes on from.
 */
package io.riverrank.job.backfill;
