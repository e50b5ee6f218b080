package io.riverrank.tools.gpu.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Questions to {@code nvidia-smi}, which comes with every driver. */
public final class NvidiaSmi {
  private static final long PATIENCE_SECONDS = 10;

  private NvidiaSmi() {}

  /**
   * A GPU as the driver sees it.
   *
   * @param computeCapability as in {@code 9.0}
   */
  public record Gpu(
      String name,
      String driver,
      String computeCapability,
      String memoryMib,
      String usedMib,
      String powerLimitW) {}

  /** All GPUs; none where there is no {@code nvidia-smi} or it fails. */
  public static List<Gpu> gpus() {
    List<Gpu> gpus = new ArrayList<>();
    for (String line :
        query("name,driver_version,compute_cap,memory.total,memory.used,power.limit")) {
      String[] fields = line.split(",\\s*", -1);
      if (fields.length == 6) {
        gpus.add(new Gpu(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]));
      }
    }
    return gpus;
  }

  /** Memory that all processes hold on a GPU, MiB; −1 where that is not known. */
  public static long usedMib(int gpu) {
    List<String> lines = query("memory.used");
    try {
      return gpu < lines.size() ? Long.parseLong(lines.get(gpu).strip()) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static List<String> query(String fields) {
    try {
      Process process = start("--query-gpu=" + fields, "--format=csv,noheader,nounits");
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? output.lines().toList() : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Starts it with its errors dropped. */
  static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("nvidia-smi"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
