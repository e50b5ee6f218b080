package io.riverrank.job.backfill.progress;

import io.riverrank.schemas.text.Counted;
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

  private final long total;
  private final int scale;
  private final PrintWriter err;
  private final ProgressBar bar;
  private final Pace pace = new Pace();
  private long lastLineNanos = System.nanoTime();

  /**
   * @param total bytes, or messages
   */
  Progress(long total, boolean bytes, PrintWriter err) {
    this.total = total;
    this.scale = bytes ? KIBI : 1;
    this.err = err;
    this.bar = System.console() == null ? null : bar(bytes ? " KB" : " messages");
  }

  private ProgressBar bar(String unit) {
    return new ProgressBarBuilder()
        .setTaskName("Reranking")
        .setInitialMax(Math.max(1, total / scale))
        .setUnit(unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(100)
        .setUpdateIntervalMillis(500)
        .setEtaFunction(state -> pace.left(total))
        .build();
  }

  void show(Totals now) {
    long nanos = System.nanoTime();
    pace.add(now, nanos);
    if (bar != null) {
      bar.stepTo((long) now.done() / scale);
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " %,.0f pairs/s, %s",
              pace.pairsPerSecond(),
              Counted.of(now.deadLetterCount(), "dead letter")));
    } else if (nanos - lastLineNanos > LINE_EVERY_NANOS) {
      lastLineNanos = nanos;
      line(now);
    }
  }

  private void line(Totals now) {
    err.printf(
        Locale.ROOT,
        "%3.0f %% done, %s, %,.0f pairs/s, %s, time left %s%n",
        100.0 * now.done() / Math.max(1, total),
        Counted.of(now.results(), "result"),
        pace.pairsPerSecond(),
        Counted.of(now.deadLetterCount(), "dead letter"),
        pace.left(total).map(left -> duration(left.toSeconds())).orElse("unknown"));
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
