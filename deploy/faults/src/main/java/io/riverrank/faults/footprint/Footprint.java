package io.riverrank.faults.footprint;

/**
 * What one process holds after a garbage collection.
 *
 * @param threads of the operating system
 * @param residentBytes of memory
 * @param loadedClasses of all class loaders
 * @param userClassLoaders of jobs, found in the heap
 * @param openFiles file descriptors, sockets among them
 * @param temporaryFiles in the folder for them, of all processes of the cluster
 */
public record Footprint(
    long threads,
    long residentBytes,
    long loadedClasses,
    long userClassLoaders,
    long openFiles,
    long temporaryFiles) {}
