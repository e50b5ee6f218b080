package io.riverrank.tools.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** Says on standard error how far the measurement is. */
final class Notes {
  private final PrintWriter err;
  private final long startNanos = System.nanoTime();

  Notes(PrintWriter err) {
    this.err = err;
  }

  void say(String format, Object... values) {
    long seconds = (System.nanoTime() - startNanos) / 1_000_000_000;
    err.printf(Locale.ROOT, "%3d:%02d  ", seconds / 60, seconds % 60);
    err.printf(Locale.ROOT, format + "%n", values);
    err.flush();
  }
}
