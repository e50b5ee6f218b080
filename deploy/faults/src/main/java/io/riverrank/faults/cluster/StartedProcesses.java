package io.riverrank.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A file with the processes that a suite started, for the next one: a suite that is killed can't
 * end them. A process is known by its id and its start, since ids are used again.
 */
final class StartedProcesses {

  private static final Duration EXIT = Duration.ofSeconds(30);

  /** The system's clock may have been set a little since. */
  private static final long SAME_START_MS = 2000;

  private final Path file;

  StartedProcesses(Path file) {
    this.file = file;
  }

  void add(ProcessHandle process) throws IOException {
    Files.writeString(
        file,
        "%d %d%n".formatted(process.pid(), startMs(process)),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /**
   * Ends those that still run, and forgets all.
   *
   * @return how many those were
   */
  int endLeftOnes() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    int ended = 0;
    for (String line : Files.readAllLines(file)) {
      // The last line may be half of one.
      if (line.matches("[0-9]{1,9} [0-9]{1,15}")) {
        String[] numbers = line.split(" ");
        ended += end(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])) ? 1 : 0;
      }
    }
    Files.delete(file);
    return ended;
  }

  private static boolean end(long pid, long startMs) {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process == null || Math.abs(startMs(process) - startMs) > SAME_START_MS) {
      return false;
    }
    process.destroyForcibly();
    Waiting.until("process " + pid + " ends", EXIT, () -> !ProcessImage.runs(pid));
    return true;
  }

  private static long startMs(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
