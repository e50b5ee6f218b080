package io.riverrank.operators.session;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of ONNX Runtime's GPU providers means for who runs the machine. Their messages are
 * paths of source files with the cause somewhere inside: a library that the loader misses, or the
 * number of a CUDA error.
 *
 * @param what is wrong
 * @param advice what to do, to follow a semicolon
 */
record GpuProblem(String what, String advice) {
  private static final Pattern MISSING_LIBRARY =
      Pattern.compile("\\b(lib[\\w.+-]+\\.so[\\d.]*): cannot open shared object file");

  private static final Pattern CUDA_ERROR =
      Pattern.compile("CUDA (?:failure|error) (\\d+): ([^;\\n]*[^;\\s])");

  /** By the numbers of cudaError_t, as CUDA's documentation of its runtime has them. */
  private static final Map<Integer, String> ADVICE =
      Map.of(
          2, "free the memory that other processes hold, or lower rerank.batch.token-budget",
          35, "install a driver for this version of CUDA, or take a build for an older CUDA",
          46, "another process has the GPU for itself; end it, or take another GPU",
          100, "see that nvidia-smi lists a GPU here, and that CUDA_VISIBLE_DEVICES names one",
          101, "set rerank.execution.device to a number that nvidia-smi lists",
          209, "take a build of ONNX Runtime that was made for this GPU",
          803, "make the driver's library and its kernel module the same version: reboot the host");

  private static final String CHECK = "check the driver and CUDA's libraries";

  /** How ONNX Runtime and the libraries beneath it say that the GPU's memory is not enough. */
  private static final List<String> OUT_OF_MEMORY =
      List.of(
          "out of memory",
          "Failed to allocate memory",
          "Available memory of",
          "CUBLAS_STATUS_ALLOC_FAILED",
          "CUDNN_STATUS_ALLOC_FAILED",
          "CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED");

  /** How TensorRT says that an engine was built by another version of it or for another GPU. */
  private static final List<String> OTHER_ENGINE =
      List.of(
          "could not deserialize engine",
          "generated on a device with different",
          "serialized engine was generated");

  /**
   * @param message of ONNX Runtime's exception
   */
  static GpuProblem of(String message) {
    Matcher missing = MISSING_LIBRARY.matcher(message);
    if (missing.find()) {
      return missing(missing.group(1));
    }
    if (message.contains("cuDNN is not available") || message.contains("cuDNN is unavailable")) {
      return missing("libcudnn.so.9");
    }
    if (OTHER_ENGINE.stream().anyMatch(message::contains)) {
      return new GpuProblem(
          "an engine in TensorRT's cache was built for another GPU or by another version",
          "empty rerank.execution.tensorrt.cache-dir, or give each kind of GPU a folder of its"
              + " own");
    }
    if (OUT_OF_MEMORY.stream().anyMatch(message::contains)) {
      return new GpuProblem("its memory is not enough", ADVICE.get(2));
    }
    Matcher error = CUDA_ERROR.matcher(message);
    if (error.find()) {
      return new GpuProblem(
          "CUDA says %s (error %s)".formatted(error.group(2), error.group(1)),
          ADVICE.getOrDefault(number(error.group(1)), CHECK));
    }
    return new GpuProblem(message.strip(), CHECK);
  }

  private static int number(String digits) {
    return digits.length() > 6 ? -1 : Integer.parseInt(digits);
  }

  private static GpuProblem missing(String library) {
    if (library.startsWith("libcuda.so")) {
      return new GpuProblem(
          "there is no NVIDIA driver here, " + library + " is missing",
          "install it, and start containers with NVIDIA's runtime");
    }
    String owner = "this build's CUDA";
    if (library.startsWith("libcudnn")) {
      owner = "cuDNN 9";
    } else if (library.startsWith("libnv")) {
      owner = "TensorRT 10";
    }
    return new GpuProblem(
        library + " is missing",
        "install " + owner + ", or name the folder that has it in LD_LIBRARY_PATH");
  }
}
