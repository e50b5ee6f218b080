package io.riverrank.faults.memory;

import io.riverrank.faults.cluster.FlinkCluster;
import io.riverrank.faults.cluster.ProcessMemory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Samples the memory of a cluster's task managers once a second, in a thread of its own. */
public final class MemoryWatch implements AutoCloseable {

  private final FlinkCluster cluster;
  private final LongSupplier backlog;
  private final long startNanos = System.nanoTime();
  private final List<MemorySample> samples = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread created = new Thread(task, "memory-watch");
            created.setDaemon(true);
            return created;
          });

  /**
   * Begins to watch.
   *
   * @param backlog queries that were sent and have no result yet
   */
  public MemoryWatch(FlinkCluster cluster, LongSupplier backlog) {
    this.cluster = cluster;
    this.backlog = backlog;
    thread.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
  }

  /** Seconds since it began. */
  public double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** What was seen so far. */
  public MemoryCurve curve() {
    return new MemoryCurve(samples);
  }

  private void sample() {
    try {
      double now = seconds();
      long heap = cluster.largestTaskManagerHeap();
      long waiting = backlog.getAsLong();
      for (long pid : cluster.taskManagerPids()) {
        long rss = ProcessMemory.residentBytes(pid);
        samples.add(new MemorySample(now, pid, rss, heap, waiting));
      }
    } catch (IOException e) {
      // One ended; its successor is in the next sample.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
