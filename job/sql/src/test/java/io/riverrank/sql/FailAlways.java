package io.riverrank.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.functions.AsyncScalarFunction;

/** Fails each row, and counts how often it is asked. */
public final class FailAlways extends AsyncScalarFunction {

  private static final AtomicInteger ATTEMPTS = new AtomicInteger();

  static void forget() {
    ATTEMPTS.set(0);
  }

  static int attempts() {
    return ATTEMPTS.get();
  }

  public void eval(CompletableFuture<String> result, String value) {
    ATTEMPTS.incrementAndGet();
    result.completeExceptionally(new IllegalStateException("fails at " + value));
  }
}
