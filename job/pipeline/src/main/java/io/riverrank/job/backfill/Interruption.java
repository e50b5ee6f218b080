package io.riverrank.job.backfill;

import java.io.PrintWriter;
import org.apache.flink.core.fs.Path;

/** What a user reads who ends a backfill by Ctrl-C. */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption sayHowToGoOn(Path folder, PrintWriter err) {
    Thread hook =
        new Thread(
            () -> {
              err.printf(
                  "%nStopped; nothing in %s is lost: the same command goes on where it was.%n",
                  folder);
              err.flush();
            },
            "riverrank-backfill-stopped");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already, and it was said.
    }
  }
}
