package io.riverrank.operators.settings;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * How the model is run within one task manager.
 *
 * @param device GPU number; null takes Flink's external resource {@code gpu}, else GPU 0
 * @param callers threads that call the session at once; 0 for one a core (CPU) or two (GPU)
 * @param intraOpThreads of ONNX Runtime within one run
 * @param tokenizerThreads beside the callers
 * @param nativeDir writable folder on an executable mount for native libraries; null for the JVM's
 *     temporary folder
 * @param gpu what is said of a GPU only
 * @param openVino what is said of OpenVINO only
 * @param prefixBytes of keys and values that are kept of what pairs begin with; 0: none are
 */
public record ExecutionSettings(
    ExecutionProvider provider,
    @Nullable Integer device,
    int callers,
    int intraOpThreads,
    int tokenizerThreads,
    @Nullable String nativeDir,
    GpuSettings gpu,
    OpenVinoSettings openVino,
    long prefixBytes)
    implements Serializable {

  /** As the option has it. */
  public static final long DEFAULT_PREFIX_BYTES = 128L << 20;

  /** Nothing is said of a GPU, OpenVINO or prefixes. */
  public ExecutionSettings(
      ExecutionProvider provider,
      @Nullable Integer device,
      int callers,
      int intraOpThreads,
      int tokenizerThreads,
      @Nullable String nativeDir) {
    this(
        provider,
        device,
        callers,
        intraOpThreads,
        tokenizerThreads,
        nativeDir,
        GpuSettings.DEFAULT,
        OpenVinoSettings.DEFAULT,
        DEFAULT_PREFIX_BYTES);
  }

  /** The same on another GPU. */
  public ExecutionSettings withDevice(int newDevice) {
    return new ExecutionSettings(
        provider,
        newDevice,
        callers,
        intraOpThreads,
        tokenizerThreads,
        nativeDir,
        gpu,
        openVino,
        prefixBytes);
  }

  /** The same with other room for prefixes. */
  public ExecutionSettings withPrefixBytes(long newPrefixBytes) {
    return new ExecutionSettings(
        provider,
        device,
        callers,
        intraOpThreads,
        tokenizerThreads,
        nativeDir,
        gpu,
        openVino,
        newPrefixBytes);
  }

  /** One caller a core on the CPU. */
  public static ExecutionSettings cpu() {
    return new ExecutionSettings(ExecutionProvider.CPU, null, 0, 1, 1, null);
  }
}
