/** A monitor of results, and its records beside the same figures without Flink. */
package io.riverrank.faults.monitor;
