package io.riverrank.operators.rerank;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import java.util.List;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Which GPU a subtask uses: Flink gives every slot of a task manager all of its GPUs, so subtasks
 * take turns.
 */
final class GpuAssignment {
  /** Name of the external resource, as Flink's documentation has it. */
  private static final String RESOURCE = "gpu";

  /** Property of Flink's GPU driver. */
  private static final String INDEX = "index";

  private GpuAssignment() {}

  static ExecutionSettings assign(ExecutionSettings settings, RuntimeContext context) {
    if (settings.device() != null || settings.provider() == ExecutionProvider.CPU) {
      return settings;
    }
    List<Integer> gpus =
        context.getExternalResourceInfos(RESOURCE).stream()
            .map(GpuAssignment::index)
            .sorted()
            .toList();
    if (gpus.isEmpty()) {
      return settings;
    }
    int gpu = gpus.get(context.getTaskInfo().getIndexOfThisSubtask() % gpus.size());
    return settings.withDevice(gpu);
  }

  private static int index(ExternalResourceInfo gpu) {
    return Integer.parseInt(gpu.getProperty(INDEX).orElse("0"));
  }
}
