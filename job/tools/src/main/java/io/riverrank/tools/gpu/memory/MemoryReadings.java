package io.riverrank.tools.gpu.memory;

import io.riverrank.tools.gpu.machine.ProcessMemory;
import io.riverrank.tools.gpu.machine.SeenGpus;
import java.util.ArrayList;
import java.util.List;

/** Memory of the process and of the GPU, taken again and again. */
final class MemoryReadings {
  /** Libraries, arenas and compiled code have grown to their size after so many loads. */
  private static final int SETTLED = 5;

  private final int device;
  private final List<Long> resident = new ArrayList<>();
  private final List<Long> gpu = new ArrayList<>();

  MemoryReadings(int device) {
    this.device = device;
  }

  void take() {
    resident.add(ProcessMemory.residentMib());
    gpu.add(SeenGpus.usedMib(device));
  }

  /** Growth from the first reading to the last. */
  Held fromFirst() {
    int last = resident.size() - 1;
    return new Held(
        resident,
        gpu,
        (double) resident.get(last) - resident.get(0),
        (double) gpu.get(last) - gpu.get(0));
  }

  /** Growth from the first half of the readings after the fifth to the second, mean of each. */
  Held afterFifth() {
    return new Held(resident, gpu, growth(resident), growth(gpu));
  }

  private static double growth(List<Long> readings) {
    List<Long> settled = readings.subList(Math.min(SETTLED, readings.size()), readings.size());
    int half = settled.size() / 2;
    return mean(settled.subList(half, settled.size())) - mean(settled.subList(0, half));
  }

  private static double mean(List<Long> readings) {
    return readings.stream().mapToLong(Long::longValue).average().orElse(0);
  }
}
