package io.riverrank.operators.scoring;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

/**
 * Which GPU a subtask uses: Flink gives every slot of a task manager all of its GPUs, so subtasks
 * take turns.
 */
public final class GpuAssignment {
  /** Name of the external resource, as Flink's documentation has it. */
  private static final String RESOURCE = "gpu";

  /** Property of Flink's GPU driver. */
  private static final String INDEX = "index";

  private GpuAssignment() {}

  /**
   * @param resources the external resources of a name that the subtask's context has
   * @param subtask index from 0
   */
  public static ExecutionSettings assign(
      ExecutionSettings settings,
      Function<String, ? extends Collection<ExternalResourceInfo>> resources,
      int subtask) {
    if (settings.device() != null || !mayBeGpu(settings.provider())) {
      return settings;
    }
    List<Integer> gpus =
        resources.apply(RESOURCE).stream().map(GpuAssignment::index).sorted().toList();
    return gpus.isEmpty() ? settings : settings.withDevice(gpus.get(subtask % gpus.size()));
  }

  private static boolean mayBeGpu(ExecutionProvider provider) {
    return provider != ExecutionProvider.CPU && provider != ExecutionProvider.OPENVINO;
  }

  private static int index(ExternalResourceInfo gpu) {
    return Integer.parseInt(gpu.getProperty(INDEX).orElse("0"));
  }
}
