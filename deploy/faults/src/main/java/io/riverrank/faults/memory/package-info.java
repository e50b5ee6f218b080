/** The memory of task managers over time. */
package io.riverrank.faults.memory;
