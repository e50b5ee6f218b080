package io.riverrank.job.errors;

import javax.annotation.Nullable;

/** What a user is told where the JVM's memory is too small. */
public final class OutOfMemory {

  private OutOfMemory() {}

  /**
   * @param needed bytes of heap; null where that isn't known
   */
  public static String sentence(@Nullable Long needed) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    String what =
        needed == null
            ? "the JVM ran out of memory with a heap of %d MB".formatted(heap)
            : "a heap of %d MB is too small, %d MB are the least".formatted(heap, needed >> 20);
    return what + "; give it more, as in RIVERRANK_JAVA_OPTS=-Xmx1g";
  }
}
