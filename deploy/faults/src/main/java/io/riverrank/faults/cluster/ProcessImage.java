package io.riverrank.faults.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a process was started, so that the same can be started again at once, as a supervisor would.
 * Read from {@code /proc}.
 *
 * @param environment all of it
 */
record ProcessImage(List<String> command, Map<String, String> environment, Path directory) {

  private static final String LOG_OPTION = "-Dlog.file=";

  static ProcessImage of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : strings(proc.resolve("environ"))) {
      String[] pair = entry.split("=", 2);
      if (pair.length == 2) {
        environment.put(pair[0], pair[1]);
      }
    }
    return new ProcessImage(
        strings(proc.resolve("cmdline")), environment, proc.resolve("cwd").toRealPath());
  }

  /** Starts it once more, with logs of its own name. */
  ProcessHandle start(Path logFolder, String name) throws IOException {
    List<String> renamed = new ArrayList<>(command);
    renamed.replaceAll(
        arg -> arg.startsWith(LOG_OPTION) ? LOG_OPTION + logFolder.resolve(name + ".log") : arg);
    ProcessBuilder builder = new ProcessBuilder(renamed).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return Processes.start(builder, logFolder.resolve(name + ".out")).toHandle();
  }

  /** A process that ended but was not waited for has no command line any more. */
  static boolean runs(long pid) {
    try {
      return Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> strings(Path file) throws IOException {
    return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
  }
}
