package io.riverrank.operators.rollout;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.riverrank.operators.gpu.FreeGpuMemory;
import io.riverrank.operators.model.ModelDirectory;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.scoring.ModelAdmission;
import io.riverrank.operators.settings.ExecutionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Refuses a model that would take more memory than is free, since a process that the system kills
 * takes the champion with it, and so does a GPU without memory. What a restored job needs is asked
 * for again after its next restart. A session needs its weights twice while it is loaded: as the
 * file and as what the kernels read; on a GPU once, and about as much to work with.
 */
public final class MemoryCheck implements ModelAdmission {
  private static final long MIB = 1 << 20;
  private static final int COPIES = 2;

  private final long headroomBytes;
  private final List<Memory> memories;

  /**
   * Memory that a model takes.
   *
   * @param owner as the refusal has it
   * @param freeBytes nothing where that can't be known; every model is admitted then
   */
  record Memory(String owner, Supplier<OptionalLong> freeBytes) {}

  /**
   * @param headroomBytes that stay free
   * @param execution of the model, with the GPU that is this subtask's turn
   */
  public static MemoryCheck of(long headroomBytes, ExecutionSettings execution) {
    List<Memory> memories = new ArrayList<>();
    memories.add(new Memory("this task manager", new FreeMemory()::bytes));
    if (runsOnGpu(execution)) {
      int device = execution.device() == null ? 0 : execution.device();
      memories.add(new Memory("GPU " + device, () -> FreeGpuMemory.bytes(device)));
    }
    return new MemoryCheck(headroomBytes, memories);
  }

  MemoryCheck(long headroomBytes, List<Memory> memories) {
    this.headroomBytes = headroomBytes;
    this.memories = memories;
  }

  private static boolean runsOnGpu(ExecutionSettings execution) {
    return switch (execution.provider()) {
      case CUDA, TENSORRT -> true;
      case AUTO -> OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
      case CPU, OPENVINO -> false;
    };
  }

  @Override
  public void check(ModelDirectory directory) {
    long needed = COPIES * directory.weightBytes() + headroomBytes;
    for (Memory memory : memories) {
      OptionalLong free = memory.freeBytes().get();
      if (free.isPresent() && free.getAsLong() < needed) {
        throw ModelException.mayPass(
            ("loading %s takes about %d MiB with rerank.models.memory-headroom, and %d MiB are free"
                    + " on %s; give it more memory, unload another model, or lower the headroom")
                .formatted(
                    directory.onnxFile(), needed / MIB, free.getAsLong() / MIB, memory.owner()),
            null);
      }
    }
  }
}
