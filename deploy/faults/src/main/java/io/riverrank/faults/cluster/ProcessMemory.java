package io.riverrank.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process's memory. */
public final class ProcessMemory {

  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /**
   * Resident memory, shared pages included.
   *
   * @throws IOException if there is no such process
   */
  public static long residentBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith(RESIDENT)) {
        return Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").strip()) * 1024;
      }
    }
    throw new IOException("process " + pid + " has no resident memory; it ended");
  }
}
