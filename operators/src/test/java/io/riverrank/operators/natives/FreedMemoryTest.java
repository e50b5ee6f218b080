package io.riverrank.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FreedMemoryTest {
  private static final Pattern ANONYMOUS = Pattern.compile("(?m)^RssAnon:\\s+(\\d+) kB");
  private static final int PIECES = 2_000;

  /** Below the size from which glibc gives each piece pages of its own. */
  private static final int PIECE_BYTES = 64 << 10;

  @Test
  void whatIsFreedBelowAPieceInUseIsGivenBack() throws IOException {
    assumeTrue(isGlibc(), "another C library");
    long[] pieces = new long[PIECES];
    for (int i = 0; i < PIECES; i++) {
      pieces[i] = Native.malloc(PIECE_BYTES);
      new Pointer(pieces[i]).setMemory(0, PIECE_BYTES, (byte) 1);
    }
    long inUse = Native.malloc(PIECE_BYTES);
    for (long piece : pieces) {
      Native.free(piece);
    }
    long kept = residentBytes();
    FreedMemory.giveBack();
    assertThat(kept - residentBytes()).isGreaterThan(PIECES * (long) PIECE_BYTES / 2);
    Native.free(inUse);
  }

  private static boolean isGlibc() {
    try {
      return NativeLibrary.getProcess().getFunction("gnu_get_libc_version") != null;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Of the heaps, without files. */
  private static long residentBytes() throws IOException {
    Matcher found = ANONYMOUS.matcher(Files.readString(Path.of("/proc/self/status")));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1)) << 10;
  }
}
