package io.riverrank.operators.natives;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * What the C library keeps of memory that was freed. glibc keeps the pages of a model's pieces for
 * pieces that may come, in holes that a next model fills badly, so that a process that changes its
 * model again and again grows.
 */
public final class FreedMemory {

  private FreedMemory() {}

  /**
   * Gives whole pages of freed memory back to the system. Does nothing where the C library has no
   * such call or JNA's library does not load, and nothing worth its time where another allocator is
   * preloaded.
   */
  public static void giveBack() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      // By name, as in Telemetry. The argument is what to keep at the top, a size_t.
      NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0L});
    } catch (LinkageError e) {
      // A C library other than glibc, or no JNA; the pages stay.
    }
  }
}
