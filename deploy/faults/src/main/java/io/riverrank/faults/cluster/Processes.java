package io.riverrank.faults.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;

/** Starts processes and ends those that are left when the suite ends, however it ends. */
public final class Processes {

  private static final Set<ProcessHandle> STARTED = ConcurrentHashMap.newKeySet();

  @Nullable private static volatile StartedProcesses writtenDown;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(ProcessHandle::destroyForcibly)));
  }

  private Processes() {}

  /** The command line of a JVM with this one's class path, up to the main class. */
  public static List<String> javaOfThisProcess(String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  /**
   * @param log gets what the process prints, after what is in it
   */
  public static Process start(List<String> command, Path directory, Path log) throws IOException {
    Files.createDirectories(directory);
    return start(new ProcessBuilder(command).directory(directory.toFile()), log);
  }

  static Process start(ProcessBuilder builder, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    endLater(process.toHandle());
    return process;
  }

  /** Counts a process in that somebody else started. */
  static void endLater(ProcessHandle process) throws IOException {
    STARTED.removeIf(handle -> !handle.isAlive());
    STARTED.add(process);
    if (writtenDown != null) {
      writtenDown.add(process);
    }
  }

  /**
   * Ends what a suite that was killed left, and writes down there what this one starts.
   *
   * @return how many processes were left
   */
  public static int takeOver(Path file) throws IOException {
    StartedProcesses processes = new StartedProcesses(file);
    int left = processes.endLeftOnes();
    writtenDown = processes;
    return left;
  }
}
