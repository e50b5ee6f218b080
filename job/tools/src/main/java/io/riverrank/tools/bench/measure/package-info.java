/**
 * What a run took: its micro-batches, CPU seconds by threads, memory, and the steady part of it.
 */
package io.riverrank.tools.bench.measure;
