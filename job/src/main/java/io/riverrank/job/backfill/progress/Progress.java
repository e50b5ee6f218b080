package io.riverrank.job.backfill.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how much of the input is done, with the rate and the time left: a bar on a terminal, a line
 * now and then elsewhere.
 */
final class Progress implements AutoCloseable {

  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int KIBI = 1024;

  private final long totalBytes;
  private final PrintWriter err;
  private final ProgressBar bar;
  private final long startNanos = System.nanoTime();
  private long lastLineNanos = startNanos;
  private Totals first;

  Progress(long totalBytes, PrintWriter err) {
    this.totalBytes = totalBytes;
    this.err = err;
    this.bar = System.console() == null ? null : bar(totalBytes);
  }

  private static ProgressBar bar(long totalBytes) {
    return new ProgressBarBuilder()
        .setTaskName("Reranking")
        .setInitialMax(Math.max(1, totalBytes / KIBI))
        .setUnit(" KB", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(100)
        .setUpdateIntervalMillis(500)
        .build();
  }

  void show(Totals now) {
    if (first == null) {
      first = now;
    }
    double seconds = Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
    double pairs = (now.candidates() - first.candidates()) / seconds;
    if (bar != null) {
      bar.stepTo((long) now.doneBytes() / KIBI);
      bar.setExtraMessage(
          String.format(
              Locale.ROOT, " %,.0f pairs/s, %,d dead letters", pairs, now.deadLetterCount()));
    } else if (System.nanoTime() - lastLineNanos > LINE_EVERY_NANOS) {
      lastLineNanos = System.nanoTime();
      line(now, pairs, seconds);
    }
  }

  private void line(Totals now, double pairs, double seconds) {
    double done = now.doneBytes() - first.doneBytes();
    String left =
        done <= 0
            ? "unknown"
            : duration((long) ((totalBytes - now.doneBytes()) / (done / seconds)));
    err.printf(
        Locale.ROOT,
        "%3.0f %% done, %,d results, %,.0f pairs/s, %,d dead letters, time left %s%n",
        100.0 * now.doneBytes() / Math.max(1, totalBytes),
        now.results(),
        pairs,
        now.deadLetterCount(),
        left);
    err.flush();
  }

  static String duration(long seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
