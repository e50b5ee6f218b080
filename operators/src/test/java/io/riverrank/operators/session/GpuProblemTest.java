package io.riverrank.operators.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages as ONNX Runtime 1.29 gives them, shortened where there is a path. */
class GpuProblemTest {
  private static final String LOADING =
      "Error code - ORT_FAIL - message:"
          + " /onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1988"
          + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 :"
          + " FAIL : Failed to load library /n/libonnxruntime_providers_cuda.so with error: %s:"
          + " cannot open shared object file: No such file or directory\n";

  private static final String CUDA =
      "Error code - ORT_FAIL - message:"
          + " /onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider_info.cc:62"
          + " [ONNXRuntimeError] : 1 : FAIL : provider_options_utils.h:187 Parse Failed to parse"
          + " provider option \"device_id\": CUDA failure %s ; GPU=-1 ; hostname=vm ; file=x.cc ;"
          + " line=69 ; expr=cudaGetDeviceCount(&num_devices); \n";

  @Test
  void aMachineWithoutADriver() {
    GpuProblem problem = GpuProblem.of(LOADING.formatted("libcuda.so.1"));
    assertThat(problem.what()).isEqualTo("there is no NVIDIA driver here, libcuda.so.1 is missing");
    assertThat(problem.advice())
        .isEqualTo("install it, and start containers with NVIDIA's runtime");
  }

  @Test
  void anotherCuda() {
    GpuProblem problem = GpuProblem.of(LOADING.formatted("libcublasLt.so.12"));
    assertThat(problem.what()).isEqualTo("libcublasLt.so.12 is missing");
    assertThat(problem.advice())
        .isEqualTo("install this build's CUDA, or name the folder that has it in LD_LIBRARY_PATH");
  }

  @Test
  void aLibraryThatComesApart() {
    assertThat(GpuProblem.of(LOADING.formatted("libcudnn.so.9")).advice()).contains("cuDNN 9");
    assertThat(GpuProblem.of(LOADING.formatted("libnvinfer.so.10")).advice())
        .contains("TensorRT 10");
  }

  /** Built for CUDA 13, ONNX Runtime opens cuDNN only when a graph wants it. */
  @Test
  void cuDnnThatIsOpenedLate() {
    GpuProblem problem =
        GpuProblem.of(
            "cuDNN is not available. Install cuDNN, update the system library search path, or set"
                + " enable_cudnn=0");
    assertThat(problem.what()).isEqualTo("libcudnn.so.9 is missing");
  }

  @Test
  void anOldDriver() {
    GpuProblem problem =
        GpuProblem.of(
            CUDA.formatted("35: CUDA driver version is insufficient for CUDA runtime version"));
    assertThat(problem.what())
        .isEqualTo(
            "CUDA says CUDA driver version is insufficient for CUDA runtime version (error 35)");
    assertThat(problem.advice()).startsWith("install a driver for this version of CUDA");
  }

  @Test
  void noGpuToSee() {
    GpuProblem problem = GpuProblem.of(CUDA.formatted("100: no CUDA-capable device is detected"));
    assertThat(problem.what())
        .isEqualTo("CUDA says no CUDA-capable device is detected (error 100)");
    assertThat(problem.advice()).contains("nvidia-smi", "CUDA_VISIBLE_DEVICES");
  }

  @Test
  void memoryThatAnotherProcessHas() {
    for (String message :
        new String[] {
          CUDA.formatted("2: out of memory"),
          "bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 768147456",
          "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=vm"
        }) {
      assertThat(GpuProblem.of(message))
          .isEqualTo(
              new GpuProblem(
                  "its memory is not enough",
                  "free the memory that other processes hold, or lower rerank.batch.token-budget"));
    }
  }

  @Test
  void anEngineOfAnotherCard() {
    assertThat(
            GpuProblem.of("TensorRT EP could not deserialize engine from cache: /c/a.engine")
                .advice())
        .startsWith("empty rerank.execution.tensorrt.cache-dir");
  }

  @Test
  void whatIsNotKnownIsSaidAsItIs() {
    assertThat(GpuProblem.of(" something else\n").what()).isEqualTo("something else");
    assertThat(GpuProblem.of(CUDA.formatted("999: unknown error")).what())
        .isEqualTo("CUDA says unknown error (error 999)");
  }
}
