package io.riverrank.operators.natives;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a main class said in a JVM of its own, since native libraries load once and a process has
 * one environment.
 */
public record ChildJvm(int exitCode, String out, String err) {

  /**
   * @param environment the only variables of the process
   * @param options of the JVM
   */
  public static ChildJvm run(
      Class<?> main, Map<String, String> environment, List<String> options, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("riverrank-child-", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new ChildJvm(process.waitFor(), out.strip(), Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }
}
