package io.riverrank.tools.openvino;

import io.riverrank.operators.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the plugin can run here at all. */
final class ThisMachine {
  /** Of glibc; a Linux with musl has none. */
  private static final Path LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

  private ThisMachine() {}

  static void require() {
    require(System.getProperty("os.name"), System.getProperty("os.arch"), Files.exists(LOADER));
  }

  /**
   * @throws ModelException if this is no Linux of x86-64 with glibc
   */
  static void require(String system, String processor, boolean hasGlibc) {
    if (!system.equals("Linux") || !processor.equals("amd64")) {
      throw new ModelException(
          "OpenVINO's plugin is for Linux on x86-64, and this is %s on %s; use rerank.execution.provider cpu"
              .formatted(system, processor));
    }
    if (!hasGlibc) {
      throw new ModelException(
          "OpenVINO's plugin needs glibc 2.28 or newer, and this Linux has no %s; use an image with glibc, or rerank.execution.provider cpu"
              .formatted(LOADER));
    }
  }
}
