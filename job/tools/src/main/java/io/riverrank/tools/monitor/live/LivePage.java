package io.riverrank.tools.monitor.live;

import io.riverrank.job.errors.UserException;
import io.riverrank.operators.errors.FileProblem;
import io.riverrank.schemas.monitoring.Alert;
import io.riverrank.schemas.monitoring.WindowMetrics;
import io.riverrank.tools.monitor.report.PageFile;
import io.riverrank.tools.monitor.report.history.History;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that is written anew while records come. Thread safe: {@link #add} only remembers, a
 * thread of its own writes, at most every two seconds. A page that can't be written any more never
 * stops whoever adds; the log says why, once.
 */
final class LivePage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);

  private final Path file;
  private final History history = new History();
  private final ScheduledExecutorService writer;
  private boolean changed;
  private boolean failed;

  /**
   * Writes a first page, that says that nothing came yet.
   *
   * @throws UserException if it can't be written
   */
  LivePage(Path file) {
    this.file = file;
    try {
      PageFile.write(history, file);
    } catch (IOException e) {
      throw new UserException("%s can't be written: %s".formatted(file, FileProblem.of(e)), e);
    }
    writer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "riverrank-page");
              thread.setDaemon(true);
              return thread;
            });
    writer.scheduleWithFixedDelay(
        this::writeIfChanged,
        BETWEEN_WRITES.toMillis(),
        BETWEEN_WRITES.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  synchronized void add(WindowMetrics metrics) {
    history.add(metrics);
    changed = true;
  }

  synchronized void add(Alert alert) {
    history.add(alert);
    changed = true;
  }

  private synchronized void writeIfChanged() {
    if (!changed) {
      return;
    }
    try {
      PageFile.write(history, file);
      changed = false;
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.warn("{} can't be written, and is tried again: {}", file, FileProblem.of(e));
      }
      failed = true;
    }
  }

  /** Writes what came last. */
  @Override
  public void close() {
    writer.shutdownNow();
    writeIfChanged();
  }
}
