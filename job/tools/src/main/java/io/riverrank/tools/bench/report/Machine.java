package io.riverrank.tools.bench.report;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where it was measured. */
public record Machine(String cpu, int cores, String os, String java, String onnxRuntime) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  public static Machine here() {
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
        System.getProperty("java.runtime.version"),
        OrtEnvironment.getEnvironment().getVersion());
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | RuntimeException e) {
      return System.getProperty("os.arch");
    }
  }
}
