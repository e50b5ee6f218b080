package io.riverrank.tools;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one of the repository's scripts said, started by a shell as a user would, in an environment
 * that has nothing but what a test gives it.
 */
record Script(int exitCode, String out, String err) {
  static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
  static final Path LAUNCHER = REPOSITORY.resolve("riverrank");

  /**
   * @param commands of bash, UTF-8 whatever the locale of this JVM is
   * @param environment besides PATH
   */
  static Script run(Path folder, Map<String, String> environment, String commands)
      throws Exception {
    Path errors = Files.createTempFile(folder, "script", ".err");
    Process process = start(folder, environment, commands, errors);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Script(process.waitFor(), out, Files.readString(errors));
  }

  /** The process is that of the last command, if it is an {@code exec}. */
  static Process start(Path folder, Map<String, String> environment, String commands, Path errors)
      throws Exception {
    Path script = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(script, "set -eu\n" + commands);
    // A build in the background of a shell is deaf to INT, and so is what it starts.
    List<String> command = new ArrayList<>(List.of("env", "-i", "--default-signal=INT"));
    if (!environment.containsKey("PATH")) {
      command.add("PATH=" + System.getenv("PATH"));
    }
    environment.forEach((name, value) -> command.add(name + '=' + value));
    command.addAll(List.of("bash", script.toString()));
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }
}
