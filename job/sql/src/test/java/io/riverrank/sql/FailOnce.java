package io.riverrank.sql;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.table.functions.ScalarFunction;

/** Gives its argument, but fails the task where it sees a certain one for the first time. */
public final class FailOnce extends ScalarFunction {

  private static final AtomicReference<String> FATAL = new AtomicReference<>();

  /** Fails at the next such value. */
  static void arm(String value) {
    FATAL.set(value);
  }

  static boolean hasFailed() {
    return FATAL.get() == null;
  }

  public String eval(String value) {
    String fatal = FATAL.get();
    if (value.equals(fatal) && FATAL.compareAndSet(fatal, null)) {
      throw new IllegalStateException("fails once at " + value);
    }
    return value;
  }
}
