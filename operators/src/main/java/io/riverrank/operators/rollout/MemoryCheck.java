package io.riverrank.operators.rollout;

import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.ModelAdmission;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Refuses a model that would take more memory than is free, since a process that the system kills
 * takes the champion with it. A session needs its weights twice while it is loaded: as the file and
 * as what the kernels read. GPU memory is not looked at.
 */
public final class MemoryCheck implements ModelAdmission {
  private static final long MIB = 1 << 20;
  private static final int COPIES = 2;

  private final long headroomBytes;
  private final Supplier<OptionalLong> freeBytes;

  /**
   * @param headroomBytes that stay free
   */
  public MemoryCheck(long headroomBytes) {
    this(headroomBytes, new FreeMemory()::bytes);
  }

  /**
   * @param freeBytes nothing where that can't be known; every model is admitted then
   */
  MemoryCheck(long headroomBytes, Supplier<OptionalLong> freeBytes) {
    this.headroomBytes = headroomBytes;
    this.freeBytes = freeBytes;
  }

  @Override
  public void check(ModelDirectory directory) {
    long needed = COPIES * directory.weightBytes() + headroomBytes;
    OptionalLong free = freeBytes.get();
    if (free.isPresent() && free.getAsLong() < needed) {
      throw new ModelException(
          ("loading %s takes about %d MiB with rerank.models.memory-headroom, and %d MiB are free"
                  + " on this task manager; give it more memory, unload another model, or lower the"
                  + " headroom")
              .formatted(directory.onnxFile(), needed / MIB, free.getAsLong() / MIB));
    }
  }
}
