/** Latency where nothing but the model costs time. */
package io.riverrank.tools.bench.queueing;
