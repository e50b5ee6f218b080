package io.riverrank.faults.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder for one cluster's configuration, logs and state, with the jars of an installation that
 * several may share; and the scripts of {@code deploy/cluster} that work on it.
 */
final class FlinkHome {

  private static final List<String> SHARED = List.of("lib", "opt", "plugins");
  private static final String UTILITIES = "bash-java-utils.jar";

  private final Path folder;
  private final Path scripts;

  private FlinkHome(Path folder, Path scripts) {
    this.folder = folder;
    this.scripts = scripts;
  }

  /**
   * @param installation what {@code flink-cluster.sh install} made
   * @param scripts {@code deploy/cluster}
   */
  static FlinkHome create(Path folder, Path installation, Path scripts) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String shared : SHARED) {
      Files.createSymbolicLink(folder.resolve(shared), installation.resolve(shared));
    }
    Files.createSymbolicLink(
        bin.resolve(UTILITIES), installation.resolve("bin").resolve(UTILITIES));
    Path flink = bin.resolve("flink");
    Files.writeString(
        flink,
        "#!/usr/bin/env bash%nexec '%s' flink '%s' \"$@\"%n"
            .formatted(scripts.resolve("flink-cluster.sh"), folder));
    Files.setPosixFilePermissions(flink, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new FlinkHome(folder, scripts);
  }

  Path folder() {
    return folder;
  }

  Path logs() {
    return folder.resolve("log");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** Every jar of Flink's {@code lib/}, for a JVM's {@code -cp}. */
  String classPath() {
    return folder.resolve("lib") + "/*";
  }

  /**
   * @return what the script printed
   * @throws IOException if it fails, with what it printed
   */
  String script(String name, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(scripts.resolve(name).toString());
    command.addAll(arguments);
    Path output = Files.createTempFile(folder, name, ".out");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .start();
    try {
      int exit = process.waitFor();
      String printed = Files.readString(output).strip();
      if (exit != 0) {
        throw new IOException("%s failed with %d: %s".formatted(name, exit, printed));
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }
}
