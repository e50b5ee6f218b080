package io.riverrank.operators.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.riverrank.operators.model.ModelException;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.ExecutionSettings;
import io.riverrank.operators.settings.GpuSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a session runs.
 *
 * @param provider CPU, CUDA or TENSORRT; never AUTO
 * @param number of the GPU; 0 on the CPU
 */
public record Device(ExecutionProvider provider, int number) {
  private static final Logger LOG = LoggerFactory.getLogger(Device.class);

  /** One computes while the other copies. */
  private static final int GPU_CALLERS = 2;

  /**
   * Opens something on the device that the settings name; {@code auto} tries CUDA and falls back to
   * the CPU, which the log says.
   *
   * @throws ModelException if that device can't be used
   */
  static <T> T open(
      ExecutionSettings settings, OrtEnvironment environment, Function<Device, T> opener) {
    int number = settings.device() == null ? 0 : settings.device();
    if (settings.provider() != ExecutionProvider.AUTO) {
      return opener.apply(new Device(settings.provider(), number));
    }
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      try {
        return opener.apply(new Device(ExecutionProvider.CUDA, number));
      } catch (ModelException e) {
        LOG.warn("CUDA can't be used, so the model runs on the CPU: {}", e.getMessage());
      }
    } else {
      LOG.info("This build of ONNX Runtime has no CUDA, so the model runs on the CPU");
    }
    return opener.apply(new Device(ExecutionProvider.CPU, 0));
  }

  /** Threads that run the model at once: the user's number, or what keeps this device busy. */
  public int callers(ExecutionSettings settings) {
    if (settings.callers() > 0) {
      return settings.callers();
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return provider == ExecutionProvider.CPU
        ? Math.max(1, cores / Math.max(1, settings.intraOpThreads()))
        : GPU_CALLERS;
  }

  OrtSession.SessionOptions options(ExecutionSettings settings, @Nullable ShapeProfile profile)
      throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setInterOpNumThreads(1);
      options.setIntraOpNumThreads(settings.intraOpThreads());
      // A waiting thread that spins takes its core from another caller's run.
      options.addConfigEntry("session.intra_op.allow_spinning", callers(settings) > 1 ? "0" : "1");
      // One block for all that a run needs, laid out once for each shape. With an arena that
      // callers
      // share piece by piece, runs of the same shape were up to a fifth slower.
      options.setMemoryPatternOptimization(true);
      switch (provider) {
        case CUDA -> addCuda(options, settings.gpu());
        case TENSORRT -> addTensorRt(options, settings.gpu(), profile);
        default -> {}
      }
      return options;
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }

  private void addCuda(OrtSession.SessionOptions options, GpuSettings gpu) {
    requireBuiltIn(OrtProvider.CUDA);
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(number)) {
      for (Map.Entry<String, String> option : GpuOptions.cuda(gpu).entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw unusable(e);
    }
  }

  private void addTensorRt(
      OrtSession.SessionOptions options, GpuSettings gpu, @Nullable ShapeProfile profile) {
    requireBuiltIn(OrtProvider.TENSOR_RT);
    try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(number)) {
      for (Map.Entry<String, String> option : GpuOptions.tensorRt(gpu, profile).entrySet()) {
        tensorRt.add(option.getKey(), option.getValue());
      }
      options.addTensorrt(tensorRt);
      addCuda(options, gpu);
    } catch (OrtException e) {
      throw unusable(e);
    }
  }

  private void requireBuiltIn(OrtProvider needed) {
    if (!OrtEnvironment.getAvailableProviders().contains(needed)) {
      throw new ModelException(
          "rerank.execution.provider is %s, but this build of ONNX Runtime does not have it; build with mvn -Pgpu, or use cpu or auto"
              .formatted(this));
    }
  }

  private ModelException unusable(OrtException e) {
    GpuProblem problem = GpuProblem.of(e.getMessage());
    return ModelException.mayPass(
        "rerank.execution.provider is %s, but GPU %d can't be used: %s; %s, or use cpu or auto"
            .formatted(this, number, problem.what(), problem.advice()),
        e);
  }

  /** A graph that does not load; a GPU's memory may still be another process's. */
  ModelException doesNotLoad(Path onnxFile, OrtException e) {
    if (provider == ExecutionProvider.CPU) {
      return new ModelException(
          "%s does not load on %s: %s".formatted(onnxFile, this, e.getMessage()), e);
    }
    GpuProblem problem = GpuProblem.of(e.getMessage());
    return ModelException.mayPass(
        "%s does not load on %s: %s; %s"
            .formatted(onnxFile, this, problem.what(), problem.advice()),
        e);
  }

  @Override
  public String toString() {
    return provider.name().toLowerCase(Locale.ROOT);
  }
}
