package io.riverrank.operators.options;

import static io.riverrank.operators.options.Decides.NEITHER;
import static io.riverrank.operators.options.Decides.OUTPUT;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.Precision;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Where the model runs, and by how many threads. */
public final class ExecutionOptions {

  public static final OptionSection SECTION =
      new OptionSection("How the model runs", ExecutionOptions.class);

  private ExecutionOptions() {}

  public static final ConfigOption<ExecutionProvider> PROVIDER =
      SECTION.add(
          OUTPUT,
          key("rerank.execution.provider")
              .enumType(ExecutionProvider.class)
              .defaultValue(ExecutionProvider.CPU)
              .withDescription(
                  "Where ONNX Runtime computes. `cuda` and `tensorrt` fail at start without a GPU that"
                      + " works, `openvino` without its plugin (docs/openvino.md). `auto` takes the"
                      + " first on which the model loads and a pair runs: a GPU, OpenVINO for a"
                      + " full-precision file where it is installed, the CPU; the log says which."));

  public static final ConfigOption<Precision> PRECISION =
      SECTION.add(
          OUTPUT,
          key("rerank.execution.precision")
              .enumType(Precision.class)
              .defaultValue(Precision.FP32)
              .withDescription(
                  "What a full-precision file is computed in. `bf16` is faster on CPUs that have it, not"
                      + " the same scores, and named in results; `openvino` only."));

  public static final ConfigOption<String> OPENVINO_LIBRARY =
      SECTION.add(
          NEITHER,
          key("rerank.execution.openvino.library")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "File of OpenVINO's plugin for ONNX Runtime, with its other libraries beside it. Unset:"
                      + " RIVERRANK_OPENVINO_LIBRARY of the environment, else where `riverrank openvino"
                      + " install` puts it."));

  public static final ConfigOption<Integer> DEVICE =
      SECTION.add(
          NEITHER,
          key("rerank.execution.device")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "GPU number. Unset: the GPUs of Flink's external resource `gpu`, subtasks taking turns;"
                      + " without it, GPU 0."));

  public static final ConfigOption<Integer> CALLERS =
      SECTION.add(
          NEITHER,
          key("rerank.execution.callers")
              .intType()
              .defaultValue(0)
              .withDescription(
                  "Threads of a task manager that run the model at once; 0: one a core (CPU) or two"
                      + " (GPU). Lower it where other work shares the machine."));

  public static final ConfigOption<Integer> INTRA_OP_THREADS =
      SECTION.add(
          NEITHER,
          key("rerank.execution.intra-op-threads")
              .intType()
              .defaultValue(1)
              .withDescription(
                  "Threads within one run of the model. More than 1 only with one caller, for latency"
                      + " where there are fewer queries than cores."));

  public static final ConfigOption<Integer> TOKENIZER_THREADS =
      SECTION.add(
          NEITHER,
          key("rerank.execution.tokenizer-threads")
              .intType()
              .defaultValue(1)
              .withDescription(
                  "Threads that tokenize, beside the callers. Raise it where a GPU waits for tokens."));

  public static final ConfigOption<String> NATIVE_DIR =
      SECTION.add(
          NEITHER,
          key("rerank.execution.native-dir")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Writable folder on a mount that allows execution, for native libraries. Unset: the"
                      + " JVM's temporary folder, and `.djl.ai` in the user's home. Set it where these are"
                      + " mounted `noexec` or read-only."));

  public static final ConfigOption<MemorySize> GPU_MEMORY =
      SECTION.add(
          NEITHER,
          key("rerank.execution.gpu-memory")
              .memoryType()
              .noDefaultValue()
              .withDescription(
                  "Memory of a GPU that CUDA's arena takes at most; TensorRT's own comes on top. Set it"
                      + " where a GPU is shared. Unset: all there is."));

  public static final ConfigOption<String> TENSORRT_CACHE_DIR =
      SECTION.add(
          NEITHER,
          key("rerank.execution.tensorrt.cache-dir")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Writable folder of each task manager that keeps TensorRT's engines and timings. Set"
                      + " it on a disk that outlives the process, since building an engine takes minutes."
                      + " Unset: built at each start."));

  public static final ConfigOption<Boolean> TENSORRT_FP16 =
      SECTION.add(
          OUTPUT,
          key("rerank.execution.tensorrt.fp16")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Let TensorRT compute a full-precision file in half precision, faster on tensor cores"
                      + " and not the same scores. Where half precision was checked beforehand, name a"
                      + " fp16 file by `rerank.model.file` instead."));
}
