/** The job on a stream: from the requests topic to the results topic. */
package io.riverrank.job.rerank;
