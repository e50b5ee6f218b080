package io.riverrank.faults.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Samples over time, and what they say. */
public final class MemoryCurve {

  private final List<MemorySample> samples;

  /**
   * @param samples in order of time
   */
  public MemoryCurve(List<MemorySample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** All samples. */
  public List<MemorySample> samples() {
    return samples;
  }

  /**
   * How much the resident memory grew after the warm-up: the largest of any task manager afterwards
   * by its largest during the warm-up. 1 is flat.
   *
   * @throws IllegalStateException if a task manager has no sample on one side
   */
  public double growthAfter(double warmUpSeconds) {
    return pids().stream()
        .mapToDouble(
            pid ->
                (double) largest(pid, s -> s.seconds() > warmUpSeconds)
                    / largest(pid, s -> s.seconds() <= warmUpSeconds))
        .max()
        .orElseThrow(() -> new IllegalStateException("there are no samples"));
  }

  private long largest(long pid, Predicate<MemorySample> when) {
    return samples.stream()
        .filter(sample -> sample.pid() == pid)
        .filter(when)
        .mapToLong(MemorySample::rssBytes)
        .max()
        .orElseThrow(() -> new IllegalStateException("task manager %d was not there all the time"));
  }

  /** Largest value of all task managers, bytes. */
  public long largest(ToLongFunction<MemorySample> value) {
    return samples.stream().mapToLong(value).max().orElse(0);
  }

  /** Process ids of the task managers. */
  public List<Long> pids() {
    return samples.stream().map(MemorySample::pid).distinct().toList();
  }

  /** Writes one sample a line, with a header. */
  public void writeCsv(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("seconds,pid,rss_bytes,heap_bytes,backlog_queries");
      for (MemorySample s : samples) {
        out.printf(
            Locale.ROOT,
            "%.1f,%d,%d,%d,%d%n",
            s.seconds(),
            s.pid(),
            s.rssBytes(),
            s.heapBytes(),
            s.backlog());
      }
    }
  }

  /** One task manager's values over time, as a chart takes them. */
  double[][] series(long pid, ToDoubleFunction<MemorySample> value) {
    List<MemorySample> own = samples.stream().filter(s -> s.pid() == pid).toList();
    return new double[][] {
      own.stream().mapToDouble(MemorySample::seconds).toArray(),
      own.stream().mapToDouble(value).toArray()
    };
  }
}
