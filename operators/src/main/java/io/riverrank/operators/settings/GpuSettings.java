package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * What is said of a GPU only; a CPU ignores it.
 *
 * @param memoryBytes of ONNX Runtime's arena at most; null for what the GPU has
 * @param engineCacheDir folder that TensorRT's engines are kept in; null builds them at each start
 * @param tensorRtFp16 let TensorRT compute a full-precision file in half precision
 */
public record GpuSettings(
    @Nullable Long memoryBytes, @Nullable String engineCacheDir, boolean tensorRtFp16)
    implements Serializable {
  public static final GpuSettings DEFAULT = new GpuSettings(null, null, false);
}
