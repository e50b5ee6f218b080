package io.riverrank.tools.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.riverrank.tools.bench.measure.Usage.Reading;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads, four times a second, what the threads of this JVM have used. A thread that begins and ends
 * between two readings is not seen by name; its time counts as of no Java thread.
 */
public final class UsageMeter implements AutoCloseable {
  private static final long PERIOD_MS = 250;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "riverrank-bench-meter");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Long, Seen> seen = new HashMap<>();
  private final List<Reading> readings = new ArrayList<>();
  private final long[] cpuNanos = new long[Stage.values().length];
  private long allocatedBytes;

  private static final class Seen {
    private final Stage stage;
    private long cpuNanos;
    private long allocatedBytes;

    private Seen(Stage stage) {
      this.stage = stage;
    }
  }

  private UsageMeter() {}

  public static UsageMeter start() {
    UsageMeter meter = new UsageMeter();
    meter.read();
    meter.timer.scheduleAtFixedRate(meter::read, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    return meter;
  }

  /**
   * What was used between two moments, as near as there are readings.
   *
   * @param startNanos since the epoch
   * @param endNanos since the epoch
   */
  public synchronized Usage between(long startNanos, long endNanos) {
    read();
    Reading first = readings.get(0);
    for (Reading reading : readings) {
      if (reading.nanos() <= startNanos) {
        first = reading;
      }
      if (reading.nanos() >= endNanos) {
        return Usage.between(first, reading);
      }
    }
    return Usage.between(first, readings.get(readings.size() - 1));
  }

  /** What was used since the start. */
  public Usage all() {
    return between(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private synchronized void read() {
    long[] ids = threads.getAllThreadIds();
    long[] cpu = threads.getThreadCpuTime(ids);
    long[] allocated = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (cpu[i] >= 0) {
        add(ids[i], cpu[i], Math.max(0, allocated[i]));
      }
    }
    readings.add(reading());
  }

  private void add(long id, long cpu, long allocated) {
    Seen thread = seen.get(id);
    if (thread == null) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info == null) {
        return;
      }
      thread = new Seen(Stage.of(info.getThreadName()));
      seen.put(id, thread);
    }
    cpuNanos[thread.stage.ordinal()] += cpu - thread.cpuNanos;
    allocatedBytes += allocated - thread.allocatedBytes;
    thread.cpuNanos = cpu;
    thread.allocatedBytes = allocated;
  }

  private Reading reading() {
    long[] sums = cpuNanos.clone();
    long java = 0;
    for (long sum : sums) {
      java += sum;
    }
    sums[Stage.GC_JIT_NATIVE.ordinal()] = process.getProcessCpuTime() - java;
    long gcMs = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      gcMs += collector.getCollectionTime();
    }
    return new Reading(BatchRecorder.nanos(Instant.now()), sums, allocatedBytes, gcMs);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
