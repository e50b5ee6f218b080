package io.riverrank.tools.gpu.memory;

import java.util.List;

/**
 * Memory after each of some loads.
 *
 * @param residentMib of this process
 * @param gpuMib that all processes hold on the GPU; −1 where that is not known
 * @param residentGrowthMib from the first readings that count to the last
 * @param gpuGrowthMib likewise
 */
record Held(
    List<Long> residentMib, List<Long> gpuMib, double residentGrowthMib, double gpuGrowthMib) {
  /** What allocators and compiled code may still add; a copy of the smallest model is as large. */
  private static final double FLAT_MIB = 40;

  boolean isFlat() {
    return residentGrowthMib <= FLAT_MIB && gpuGrowthMib <= FLAT_MIB;
  }
}
