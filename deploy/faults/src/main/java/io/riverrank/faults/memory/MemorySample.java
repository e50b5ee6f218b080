package io.riverrank.faults.memory;

/**
 * What one task manager held at one moment.
 *
 * @param seconds since the watch began
 * @param pid of the task manager
 * @param rssBytes resident memory of the process
 * @param heapBytes used Java heap, garbage included, of the task manager that uses most; -1 while
 *     Flink doesn't say
 * @param backlog queries that were sent and have no result yet
 */
public record MemorySample(double seconds, long pid, long rssBytes, long heapBytes, long backlog) {}
