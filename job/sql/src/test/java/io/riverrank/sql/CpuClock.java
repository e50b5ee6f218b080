package io.riverrank.sql;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** The CPU time of this process, as a clock that can be read back. */
final class CpuClock implements AutoCloseable {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long INTERVAL_MS = 10;

  private final ConcurrentSkipListMap<Instant, Long> nanos = new ConcurrentSkipListMap<>();
  private final Thread reader = new Thread(this::read, "cpu-clock");

  CpuClock() {
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      while (true) {
        nanos.put(Instant.now(), PROCESS.getProcessCpuTime());
        TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** CPU time between two moments since the clock began. */
  double millis(Instant from, Instant to) {
    return (nanos.floorEntry(to).getValue() - nanos.floorEntry(from).getValue()) / 1e6;
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
