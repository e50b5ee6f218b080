package io.riverrank.operators.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Questions to {@code nvidia-smi}, which comes with every driver and is looked for on PATH. */
public final class NvidiaSmi {
  private static final String COMMAND = "nvidia-smi";

  /** It answers in a second, but for a driver that is stuck. */
  private static final long PATIENCE_SECONDS = 20;

  private NvidiaSmi() {}

  /**
   * Asks for fields of GPUs.
   *
   * @param fields as {@code nvidia-smi --help-query-gpu} lists them, separated by commas
   * @param options which GPUs; all without any
   * @return a line for each GPU, in the driver's order, its fields separated by a comma and a
   *     blank, without units; what a GPU doesn't have is {@code [N/A]}
   * @throws IOException if it isn't there, fails or doesn't answer
   */
  public static List<String> query(String fields, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--query-gpu=" + fields, "--format=csv,noheader,nounits"));
    Process process = start(arguments.toArray(String[]::new));
    try {
      // Its answer fits into the pipe, so it ends before it is read.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("%s doesn't answer".formatted(COMMAND));
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s failed with %d: %s".formatted(COMMAND, process.exitValue(), said.strip()));
      }
      return said.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts it with its errors dropped; it writes its problems to its output. */
  public static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(COMMAND));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
