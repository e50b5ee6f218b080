package io.riverrank.tools.gpu.machine;

import io.riverrank.operators.gpu.NvidiaSmi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The GPUs of this machine, as {@code nvidia-smi} sees them. */
public final class SeenGpus {
  private SeenGpus() {}

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
      return NvidiaSmi.query(fields);
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
