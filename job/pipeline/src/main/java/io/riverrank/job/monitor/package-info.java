/** Relevance monitoring as a job: from results to metrics, on a stream or over files. */
package io.riverrank.job.monitor;
