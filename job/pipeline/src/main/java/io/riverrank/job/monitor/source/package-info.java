/** Results, judgements and interactions, from topics and files. */
package io.riverrank.job.monitor.source;
